import type { Operation } from '../../operation/define-operation.ts';
import { describe } from './describe.ts';
import { findAll } from './find-all.ts';
import { replace } from './replace.ts';
import { split } from './split.ts';
import { test } from './test.ts';

/** The operations whose names begin with `regex.`. */
export const regexOperations: readonly Operation[] = [describe, findAll, replace, split, test];
