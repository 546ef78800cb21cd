import { defineOperation } from '../../operation/define-operation.ts';
import { choice, object } from '../../operation/schema.ts';
import { requireNumber } from '../../values/decimal.ts';
import { cell, columnSchema, requireColumns, rowOf, rowsSchema } from '../../values/table.ts';

/** Equal numbers share the best of their ranks, and the next one follows after all of them: 1, 2, 2, 4. Null has no rank. */
export const addRank = defineOperation('table.add_rank', () => ({
  version: '1.0.0',
  summary: 'Adds a column with the rank of each row by a column of numbers; equal numbers share a rank.',
  arguments: object(
    {
      rows: rowsSchema('The table'),
      column: columnSchema('What is compared'),
      as: columnSchema('Name of the new column'),
    },
    { order: choice(['ascending', 'descending'], 'Which number has rank 1: with descending (default) the highest') },
  ),
  result: rowsSchema('All rows with the column, in the order that they had'),
  examples: [
    {
      arguments: { rows: [{ n: 5 }, { n: 9 }, { n: 9 }, { n: null }], column: 'n', as: 'rank' },
      result: [
        { n: 5, rank: 3 },
        { n: 9, rank: 1 },
        { n: 9, rank: 1 },
        { n: null, rank: null },
      ],
    },
  ],
  run({ rows, column, as, order = 'descending' }) {
    requireColumns(rows, [column], 'column');
    const numbers = rows
      .map((row) => cell(row, column))
      .filter((value) => value !== null)
      .map((value) => requireNumber(value, `rows: column ${column}`))
      .sort((a, b) => (order === 'ascending' ? a - b : b - a));
    const ranks = new Map<number, number>();
    for (const [i, value] of numbers.entries()) if (!ranks.has(value)) ranks.set(value, i + 1);
    return rows.map((row) => {
      const value = cell(row, column);
      return rowOf([...Object.entries(row), [as, typeof value === 'number' ? (ranks.get(value) ?? null) : null]]);
    });
  },
}));
