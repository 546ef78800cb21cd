import type { Operation } from '../../operation/define-operation.ts';
import { check } from './check.ts';

/** The operations whose names begin with `uuid.`. */
export const uuidOperations: readonly Operation[] = [check];
