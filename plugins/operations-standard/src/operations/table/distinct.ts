import { defineOperation } from '../../operation/define-operation.ts';
import { list, object } from '../../operation/schema.ts';
import { canonicalText } from '../../values/canonical.ts';
import { cell, columnSchema, requireColumns, rowsSchema } from '../../values/table.ts';

/** The first of equal rows stays. */
export const distinct = defineOperation('table.distinct', () => ({
  version: '1.0.0',
  summary: 'Removes rows that repeat an earlier one, in all columns or in some.',
  arguments: object(
    { rows: rowsSchema('The table') },
    { columns: list(columnSchema('A column'), 'Compare only these', 1_000, 1) },
  ),
  result: rowsSchema('Rows that differ'),
  examples: [
    {
      arguments: {
        rows: [
          { a: 1, b: 1 },
          { a: 1, b: 2 },
          { b: 1, a: 1 },
        ],
        columns: ['a'],
      },
      result: [{ a: 1, b: 1 }],
    },
  ],
  run({ rows, columns }) {
    if (columns !== undefined) requireColumns(rows, columns, 'columns');
    const seen = new Set<string>();
    return rows.filter((row) => {
      const key = canonicalText(columns === undefined ? row : columns.map((column) => cell(row, column)));
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    });
  },
}));
