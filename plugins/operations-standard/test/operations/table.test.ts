import fc from 'fast-check';
import t from 'tap';
import { openLibrary } from '../support/open-library.ts';
import { expectAll, refuseAll } from '../support/table.ts';

const library = await openLibrary(t);
const sales = [
  { region: 'N', item: 'pen', sold: 3, price: 1.1 },
  { region: 'S', item: 'cup', sold: 9, price: 4 },
  { region: 'N', item: 'cup', sold: 12, price: null },
  { region: null, item: 'pen', sold: 1, price: 1.2 },
];

t.test('tables', async (t) => {
  expectAll(t, library, [
    ['table.filter', { rows: sales, where: [] }, sales],
    [
      'table.filter',
      {
        rows: sales,
        where: [
          { column: 'region', test: 'is_null' },
          { column: 'sold', test: 'greater', value: 10 },
        ],
        match: 'any',
      },
      [sales[2] ?? null, sales[3] ?? null],
    ],
    [
      'table.filter',
      {
        rows: sales,
        where: [
          { column: 'item', test: 'in', value: ['cup'] },
          { column: 'price', test: 'less', value: 5 },
        ],
      },
      [sales[1] ?? null],
    ],
    [
      'table.filter',
      {
        rows: sales,
        where: [
          { column: 'item', test: 'starts_with', value: 'p' },
          { column: 'region', test: 'not_null' },
        ],
      },
      [sales[0] ?? null],
    ],
    [
      'table.sort',
      {
        rows: sales,
        by: [
          { column: 'region', nulls: 'first' },
          { column: 'sold', order: 'descending' },
        ],
      },
      [3, 2, 0, 1].map((i) => sales[i] ?? null),
    ],
    ['table.limit', { rows: sales, count: 2, skip: 3 }, [sales[3] ?? null]],
    ['table.column', { rows: sales, column: 'price', drop_nulls: true }, [1.1, 4, 1.2]],
    [
      'table.group_aggregate',
      {
        rows: sales,
        group_by: ['region'],
        aggregates: [
          { function: 'mean', column: 'price' },
          { function: 'list', column: 'item', as: 'items' },
          { function: 'max', column: 'sold', as: 'most' },
          { function: 'standard_deviation', column: 'sold', as: 'spread' },
        ],
      },
      [
        // The deviation of 3 and 12 is the root of (4.5² + 4.5²) / 1.
        { region: 'N', mean_price: 1.1, items: ['pen', 'cup'], most: 12, spread: Math.sqrt(40.5) },
        { region: 'S', mean_price: 4, items: ['cup'], most: 9, spread: null },
        { region: null, mean_price: 1.2, items: ['pen'], most: 1, spread: null },
      ],
    ],
    [
      'table.group_aggregate',
      {
        rows: [],
        group_by: [],
        aggregates: [
          { function: 'sum', column: 'x' },
          { function: 'mean', column: 'x' },
        ],
      },
      [{ sum_x: 0, mean_x: null }],
    ],
    [
      'table.group_aggregate',
      { rows: sales, group_by: [], aggregates: [{ function: 'count_distinct', column: 'item', as: 'n' }] },
      [{ n: 2 }],
    ],
    [
      'table.add_column',
      { rows: sales.slice(0, 2), column: 'total', expression: 'round(sold * price, 2)' },
      [
        { ...sales[0], total: 3.3 },
        { ...sales[1], total: 36 },
      ],
    ],
    [
      'table.add_column',
      { rows: [{ max: 'text', a: 2 }], column: 'a', expression: 'max(a, 5)' },
      [{ max: 'text', a: 5 }],
    ],
    [
      'table.join',
      {
        left: [
          { k: 1, v: 'a' },
          { k: null, v: 'b' },
        ],
        right: [
          { k: 1, w: 'x' },
          { k: 2, w: 'y' },
          { k: null, w: 'z' },
        ],
        on: [{ left: 'k', right: 'k' }],
        kind: 'full',
      },
      [
        { k: 1, v: 'a', w: 'x' },
        { k: null, v: 'b', w: null },
        { k: 2, v: null, w: 'y' },
        { k: null, v: null, w: 'z' },
      ],
    ],
    [
      'table.join',
      { left: [], right: [{ k: 2, w: 'y' }], on: [{ left: 'k', right: 'k' }], kind: 'full' },
      [{ k: 2, w: 'y' }],
    ],
    ['list.zip', { names: ['constructor'], lists: [[1]] }, [{ constructor: 1 }]],
  ]);
  refuseAll(t, library, [
    [
      'table.select',
      { rows: sales, columns: ['Region'] },
      /^columns names the column "Region", which no row has; columns are \["item","price","region","sold"\]/,
    ],
    ['table.select', { rows: sales, columns: ['item', { column: 'sold', as: 'item' }] }, /^columns name "item" twice/],
    ['table.sort', { rows: sales, by: [{ column: 'x' }] }, /^by names the column "x"/],
    [
      'table.group_aggregate',
      { rows: sales, group_by: [], aggregates: [{ function: 'sum', column: 'item' }] },
      /^rows: column "item" must be a number, not "pen"/,
    ],
    [
      'table.group_aggregate',
      { rows: sales, group_by: ['item'], aggregates: [{ function: 'count', column: 'sold', as: 'item' }] },
      /^aggregates give the column "item" twice/,
    ],
    [
      'table.add_column',
      { rows: sales, column: 'x', expression: 'item + 1' },
      /^rows have "pen" in column "item", which is no number/,
    ],
    ['table.add_column', { rows: sales, column: 'x', expression: 'nothing + 1' }, /^expression uses "nothing"/],
    [
      'table.join',
      { left: [{ a: 1, right_b: 1, b: 1 }], right: [{ a: 1, b: 1 }], on: [{ left: 'a', right: 'a' }] },
      /^right_prefix gives the column "right_b" twice/,
    ],
    ['list.zip', { names: ['a', 'b'], lists: [[1], [1, 2]] }, /^lists must all have 1 items, but list 1 has 2/],
  ]);
});

t.test('sorting is stable and total', async (t) => {
  const rows = fc.array(fc.record({ k: fc.constantFrom(1, 2, 'a', null, true), n: fc.nat() }), { maxLength: 20 });
  fc.assert(
    fc.property(rows, (given) => {
      const numbered = given.map((row, i) => ({ ...row, n: i }));
      const sorted: readonly { k: unknown; n: number }[] = JSON.parse(
        library.callText(
          'table.sort',
          JSON.stringify({ rows: numbered.map((row) => ({ ...row })), by: [{ column: 'k' }] }),
        ),
      );
      const rank = (value: unknown) =>
        value === null ? 9 : [true, 1, 2, 'a'].findIndex((known) => Object.is(known, value));
      return sorted.every((row, i) => {
        const next = sorted[i + 1];
        return next === undefined || rank(row.k) < rank(next.k) || (row.k === next.k && row.n < next.n);
      });
    }),
    { numRuns: 200 },
  );
  t.pass();
});
