import type { Operation } from '../../operation/define-operation.ts';
import { describe } from './describe.ts';
import { next } from './next.ts';

/** The operations whose names begin with `cron.`. */
export const cronOperations: readonly Operation[] = [describe, next];
