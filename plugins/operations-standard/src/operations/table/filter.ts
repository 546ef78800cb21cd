import { defineOperation } from '../../operation/define-operation.ts';
import { any, choice, list, object } from '../../operation/schema.ts';
import { holds, testSchema } from '../../values/condition.ts';
import { cell, columnSchema, requireColumns, rowsSchema } from '../../values/table.ts';

/** A column that a row lacks counts as null. */
export const filter = defineOperation('table.filter', () => ({
  version: '1.0.0',
  summary: 'Keeps the rows of a table that meet all, or any, of some conditions.',
  arguments: object(
    {
      rows: rowsSchema('The table'),
      where: list(
        object({ column: columnSchema('A column'), test: testSchema }, { value: any('Compared with the cell') }),
        undefined,
        100,
      ),
    },
    { match: choice(['all', 'any'], 'Default all') },
  ),
  result: rowsSchema('Rows that meet them'),
  examples: [
    {
      arguments: {
        rows: [
          { region: 'N', sold: 3 },
          { region: 'S', sold: 9 },
          { region: 'N', sold: 12 },
        ],
        where: [
          { column: 'region', test: 'equals', value: 'N' },
          { column: 'sold', test: 'greater', value: 5 },
        ],
      },
      result: [{ region: 'N', sold: 12 }],
    },
  ],
  run({ rows, where, match = 'all' }) {
    requireColumns(
      rows,
      where.map(({ column }) => column),
      'where',
    );
    return rows.filter((row) => {
      const met = (condition: (typeof where)[number]) =>
        holds(cell(row, condition.column), condition.test, condition.value ?? null);
      return match === 'all' ? where.every(met) : where.some(met);
    });
  },
}));
