import type { Operation } from '../../operation/define-operation.ts';
import { convert } from './convert.ts';
import { split } from './split.ts';

/** The operations whose names begin with `units.`. */
export const unitsOperations: readonly Operation[] = [convert, split];
