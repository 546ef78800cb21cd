import type { Operation } from '../../operation/define-operation.ts';
import { constant } from './constant.ts';

/** The operations whose names begin with `value.`. */
export const valueOperations: readonly Operation[] = [constant];
