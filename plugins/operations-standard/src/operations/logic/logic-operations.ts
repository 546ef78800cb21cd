import type { Operation } from '../../operation/define-operation.ts';
import { all } from './all.ts';
import { any } from './any.ts';
import { choose } from './choose.ts';
import { compare } from './compare.ts';
import { switchCase } from './switch-case.ts';

/** The operations whose names begin with `logic.`. */
export const logicOperations: readonly Operation[] = [all, any, choose, compare, switchCase];
