import { defineOperation } from '../../operation/define-operation.ts';
import { anyOf, integer, MAX_ITEMS, nothing, number, object } from '../../operation/schema.ts';
import { Decimal, requireNumber, toNumber } from '../../values/decimal.ts';
import { meanOf } from '../../values/statistics.ts';
import { cell, columnSchema, requireColumns, rowsSchema } from '../../values/table.ts';

/** Rows in which either cell is null are left out. Null for fewer than two pairs, and where one column always holds the same. */
export const correlation = defineOperation('table.correlation', () => ({
  version: '1.0.0',
  summary: "Pearson's correlation coefficient of two columns of numbers.",
  arguments: object({
    rows: rowsSchema('The table'),
    x: columnSchema('A column of numbers'),
    y: columnSchema('Another'),
  }),
  result: object({
    correlation: anyOf([number(), nothing]),
    pairs: integer('Rows with both', 0, MAX_ITEMS),
  }),
  examples: [
    {
      arguments: {
        rows: [
          { a: 1, b: 2 },
          { a: 2, b: 4 },
          { a: 3, b: null },
          { a: 4, b: 8 },
        ],
        x: 'a',
        y: 'b',
      },
      result: { correlation: 1, pairs: 3 },
    },
    {
      arguments: {
        rows: [
          { a: 1, b: 2 },
          { a: 2, b: 2 },
        ],
        x: 'a',
        y: 'b',
      },
      result: { correlation: null, pairs: 2 },
    },
  ],
  run({ rows, x, y }) {
    requireColumns(rows, [x, y], 'x and y');
    const pairs = rows
      .map((row) => [cell(row, x), cell(row, y)] as const)
      .filter(([a, b]) => a !== null && b !== null)
      .map(([a, b]) => [requireNumber(a, `rows: column ${x}`), requireNumber(b, `rows: column ${y}`)] as const);
    if (pairs.length < 2) return { correlation: null, pairs: pairs.length };
    const [meanX, meanY] = [meanOf(pairs.map(([a]) => a)), meanOf(pairs.map(([, b]) => b))];
    let [both, squaresX, squaresY] = [new Decimal(0), new Decimal(0), new Decimal(0)];
    for (const [a, b] of pairs) {
      const [dx, dy] = [meanX.minus(a), meanY.minus(b)];
      both = both.plus(dx.times(dy));
      squaresX = squaresX.plus(dx.times(dx));
      squaresY = squaresY.plus(dy.times(dy));
    }
    const spread = squaresX.times(squaresY).sqrt();
    if (spread.isZero()) return { correlation: null, pairs: pairs.length };
    return { correlation: toNumber(both.div(spread), 'rows'), pairs: pairs.length };
  },
}));
