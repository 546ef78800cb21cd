import { defineOperation } from '../../operation/define-operation.ts';
import { object } from '../../operation/schema.ts';
import { Decimal, requireNumber, toNumber } from '../../values/decimal.ts';
import { cell, columnSchema, requireColumns, rowOf, rowsSchema } from '../../values/table.ts';

/** A row whose cell is null keeps the sum so far. Sums are exact in decimals. */
export const addRunningSum = defineOperation('table.add_running_sum', () => ({
  version: '1.0.0',
  summary: 'Adds a column with the sum of the cells of another from the first row to this one.',
  arguments: object({
    rows: rowsSchema('The table, in order'),
    column: columnSchema('What is added up'),
    as: columnSchema('Name of the new column'),
  }),
  result: rowsSchema('All rows with the column'),
  examples: [
    {
      arguments: { rows: [{ n: 0.1 }, { n: 0.2 }, { n: null }], column: 'n', as: 'so far' },
      result: [
        { n: 0.1, 'so far': 0.1 },
        { n: 0.2, 'so far': 0.3 },
        { n: null, 'so far': 0.3 },
      ],
    },
  ],
  run({ rows, column, as }) {
    requireColumns(rows, [column], 'column');
    let sum = new Decimal(0);
    return rows.map((row) => {
      const value = cell(row, column);
      if (value !== null) sum = sum.plus(requireNumber(value, `rows: column ${column}`));
      return rowOf([...Object.entries(row), [as, toNumber(sum, 'rows')]]);
    });
  },
}));
