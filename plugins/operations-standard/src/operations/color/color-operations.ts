import type { Operation } from '../../operation/define-operation.ts';
import { contrast } from './contrast.ts';
import { convert } from './convert.ts';

/** The operations whose names begin with `color.`. */
export const colorOperations: readonly Operation[] = [convert, contrast];
