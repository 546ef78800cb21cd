import { defineOperation } from '../../operation/define-operation.ts';
import { fail, quoted } from '../../operation/fail.ts';
import { list, object } from '../../operation/schema.ts';
import { cell, columnSchema, type Row, requireColumns, rowOf, rowsSchema } from '../../values/table.ts';

const MOST_ROWS = 1_000;

/** Numbers become names as they are written in JSON. */
export const transpose = defineOperation('table.transpose', () => ({
  version: '1.0.0',
  summary: 'Turns rows into columns: the cells of the first column become names, every other column becomes a row.',
  arguments: object({
    rows: rowsSchema('The table, at most 1,000 rows'),
    columns: list(columnSchema('A column'), 'The columns in order; the first gives the names', 1_000, 1),
  }),
  result: rowsSchema('One row for each column but the first, with its name in the column that was first'),
  examples: [
    {
      arguments: {
        rows: [
          { city: 'Bern', low: 2, high: 9 },
          { city: 'Rome', low: 8, high: 20 },
        ],
        columns: ['city', 'low', 'high'],
      },
      result: [
        { city: 'low', Bern: 2, Rome: 8 },
        { city: 'high', Bern: 9, Rome: 20 },
      ],
    },
  ],
  run({ rows, columns }) {
    requireColumns(rows, columns, 'columns');
    if (rows.length > MOST_ROWS) fail('rows', `are ${rows.length}; more than ${MOST_ROWS} cannot become columns`);
    const [first = '', ...others] = columns;
    const names = rows.map((row) => {
      const value = cell(row, first);
      return typeof value === 'string' ? value : JSON.stringify(value);
    });
    const all = [first, ...names];
    const twice = all.find((name, i) => all.indexOf(name) !== i);
    if (twice !== undefined) fail('rows', `would give the column ${quoted(twice)} twice`);
    return others.map(
      (column): Row => rowOf([[first, column], ...rows.map((row, i) => [names[i] ?? '', cell(row, column)] as const)]),
    );
  },
}));
