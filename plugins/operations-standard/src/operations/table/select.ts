import { defineOperation } from '../../operation/define-operation.ts';
import { fail, quoted } from '../../operation/fail.ts';
import { anyOf, list, object } from '../../operation/schema.ts';
import { cell, columnSchema, requireColumns, rowOf, rowsSchema } from '../../values/table.ts';

const column = columnSchema('A column');

/** A column that a row lacks is null in the result. */
export const select = defineOperation('table.select', () => ({
  version: '1.0.0',
  summary: 'Keeps some columns of a table, under their names or others.',
  arguments: object({
    rows: rowsSchema('The table'),
    columns: list(
      anyOf([column, object({ column, as: columnSchema('New name') })]),
      'Names, or { column, as }',
      1_000,
      1,
    ),
  }),
  result: rowsSchema('The same rows'),
  examples: [
    {
      arguments: { rows: [{ id: 1, name: 'Ada', x: 0 }], columns: ['id', { column: 'name', as: 'person' }] },
      result: [{ id: 1, person: 'Ada' }],
    },
  ],
  run({ rows, columns }) {
    const wanted = columns.map((item) => (typeof item === 'string' ? { column: item, as: item } : item));
    const names = wanted.map(({ as }) => as);
    const twice = names.find((name, i) => names.indexOf(name) !== i);
    if (twice !== undefined) fail('columns', `name ${quoted(twice)} twice in the result`);
    requireColumns(
      rows,
      wanted.map((item) => item.column),
      'columns',
    );
    return rows.map((row) => rowOf(wanted.map((item) => [item.as, cell(row, item.column)])));
  },
}));
