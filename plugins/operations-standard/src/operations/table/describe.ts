import type { Json } from '@kora/contracts';
import { defineOperation } from '../../operation/define-operation.ts';
import { any, anyOf, choice, integer, list, MAX_ITEMS, nothing, number, object } from '../../operation/schema.ts';
import { aggregate } from '../../values/aggregates.ts';
import { cell, columnSchema, columnsOf, requireColumns, rowsSchema } from '../../values/table.ts';

const count = integer(undefined, 0, MAX_ITEMS);
const optional = anyOf([number(), nothing]);

function kindOf(values: readonly Json[]) {
  const kinds = new Set(values.map((value) => (value === null || typeof value === 'object' ? 'json' : typeof value)));
  if (kinds.size === 0) return 'empty';
  if (kinds.size > 1) return 'mixed';
  return kinds.has('number') ? 'number' : kinds.has('string') ? 'text' : kinds.has('boolean') ? 'boolean' : 'json';
}

/** Mean, median and standard deviation (of a sample) are there for columns of numbers, and null for the others. */
export const describe = defineOperation('table.describe', () => ({
  version: '1.0.0',
  summary:
    'Describes every column of a table: kind, nulls, distinct values, minimum, maximum, mean, median, deviation.',
  arguments: object(
    { rows: rowsSchema('The table') },
    { columns: list(columnSchema('A column'), 'Which, in which order; default all, sorted by name', 1_000, 1) },
  ),
  result: object({
    rows: count,
    columns: list(
      object({
        column: columnSchema('Its name'),
        kind: choice(['number', 'text', 'boolean', 'json', 'mixed', 'empty']),
        values: count,
        nulls: count,
        distinct: count,
        min: any(),
        max: any(),
        sum: optional,
        mean: optional,
        median: optional,
        standard_deviation: optional,
      }),
    ),
  }),
  examples: [
    {
      arguments: { rows: [{ n: 1 }, { n: 2 }, { n: null }, { n: 6 }] },
      result: {
        rows: 4,
        columns: [
          {
            column: 'n',
            kind: 'number',
            values: 3,
            nulls: 1,
            distinct: 3,
            min: 1,
            max: 6,
            sum: 9,
            mean: 3,
            median: 2,
            standard_deviation: 2.6457513110645907,
          },
        ],
      },
    },
  ],
  run({ rows, columns = columnsOf(rows) }) {
    requireColumns(rows, columns, 'columns');
    const described = columns.map((column) => {
      const cells = rows.map((row) => cell(row, column));
      const values = cells.filter((value) => value !== null);
      const kind = kindOf(values);
      const number = (name: 'sum' | 'mean' | 'median' | 'standard_deviation') => {
        const value = kind === 'number' ? aggregate(name, values, 'rows') : null;
        return typeof value === 'number' ? value : null;
      };
      return {
        column,
        kind,
        values: values.length,
        nulls: cells.length - values.length,
        distinct: Number(aggregate('count_distinct', values, 'rows')),
        min: aggregate('min', values, 'rows'),
        max: aggregate('max', values, 'rows'),
        sum: number('sum'),
        mean: number('mean'),
        median: number('median'),
        standard_deviation: number('standard_deviation'),
      } as const;
    });
    return { rows: rows.length, columns: described };
  },
}));
