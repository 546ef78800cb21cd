import type { Operation } from '../../operation/define-operation.ts';
import { code } from './code.ts';
import { parseTable } from './parse-table.ts';
import { table } from './table.ts';
import { value } from './value.ts';

/** The operations whose names begin with `markdown.`. */
export const markdownOperations: readonly Operation[] = [code, table, parseTable, value];
