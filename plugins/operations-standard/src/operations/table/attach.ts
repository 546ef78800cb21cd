import type { Json } from '@kora/contracts';
import { defineOperation } from '../../operation/define-operation.ts';
import { fail } from '../../operation/fail.ts';
import { any, list, object } from '../../operation/schema.ts';
import { isObject } from '../../values/is-object.ts';
import { cell, columnSchema, rowOf, rowsSchema } from '../../values/table.ts';

const ITEM = 'item';

/** What a model task gives for each row of a table goes back to its row: the order of both lists is the same. */
export const attach = defineOperation('table.attach', () => ({
  version: '1.0.0',
  summary:
    'Adds columns to the rows of a table, or to a list of anything, from a list with one value for each of them.',
  arguments: object(
    {
      rows: list(any(), 'Rows; anything that is no row becomes one with a single cell'),
      values: list(any(), 'One for each row: the value of the new column, or an object with the values of several'),
      columns: list(columnSchema('A name'), 'The new columns; of an object, its keys', 100, 1),
    },
    { item_column: columnSchema('Name of the cell of what is no row (default item)') },
  ),
  result: rowsSchema('The rows, in the same order'),
  examples: [
    {
      arguments: { rows: [{ id: 1 }, { id: 2 }], values: ['good', null], columns: ['mood'] },
      result: [
        { id: 1, mood: 'good' },
        { id: 2, mood: null },
      ],
    },
    {
      arguments: {
        rows: ['Ada, 36'],
        values: [{ name: 'Ada', age: '36', more: 1 }],
        columns: ['name', 'age'],
        item_column: 'line',
      },
      result: [{ line: 'Ada, 36', name: 'Ada', age: '36' }],
    },
  ],
  run({ rows, values, columns, item_column = ITEM }) {
    if (rows.length !== values.length) {
      fail('values', `has ${values.length} values for ${rows.length} rows; give one for each`);
    }
    const [first = ITEM] = columns;
    const added = (value: Json): [string, Json][] =>
      isObject(value) ? columns.map((column) => [column, cell(value, column)]) : [[first, value]];
    return rows.map((row, i) => {
      const own: [string, Json][] = isObject(row) ? Object.entries(row) : [[item_column, row]];
      return rowOf([...own, ...added(values[i] ?? null)]);
    });
  },
}));
