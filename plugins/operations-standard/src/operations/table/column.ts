import { defineOperation } from '../../operation/define-operation.ts';
import { any, boolean, list, object } from '../../operation/schema.ts';
import { cell, columnSchema, requireColumns, rowsSchema } from '../../values/table.ts';

/** The way from a table to math.statistics and the list operations. */
export const column = defineOperation('table.column', () => ({
  version: '1.0.0',
  summary: 'The values of one column of a table, as a list.',
  arguments: object(
    { rows: rowsSchema('The table'), column: columnSchema('Which') },
    { drop_nulls: boolean('Leave out null and missing cells (default false)') },
  ),
  result: list(any()),
  examples: [{ arguments: { rows: [{ a: 1 }, { b: 2 }, { a: 3 }], column: 'a', drop_nulls: true }, result: [1, 3] }],
  run({ rows, column, drop_nulls = false }) {
    requireColumns(rows, [column], 'column');
    const values = rows.map((row) => cell(row, column));
    return drop_nulls ? values.filter((value) => value !== null) : values;
  },
}));
