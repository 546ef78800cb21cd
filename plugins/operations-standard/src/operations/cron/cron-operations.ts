import type { Operation } from '../../operation/define-operation.ts';
import { describe } from './describe.ts';

/** The operations whose names begin with `cron.`. */
export const cronOperations: readonly Operation[] = [describe];
