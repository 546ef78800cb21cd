import { defineOperation } from '../../operation/define-operation.ts';
import { fail, quoted } from '../../operation/fail.ts';
import { list, object } from '../../operation/schema.ts';
import { aggregate, aggregateSchema } from '../../values/aggregates.ts';
import { canonicalText } from '../../values/canonical.ts';
import { cell, columnSchema, type Row, requireColumns, rowOf, rowsSchema } from '../../values/table.ts';

/** Groups come in the order in which they first occur. Sums are exact in decimals. */
export const groupAggregate = defineOperation('table.group_aggregate', () => ({
  version: '1.1.0',
  summary: 'Groups the rows of a table by columns and computes counts, sums, means and others for each group.',
  arguments: object({
    rows: rowsSchema('The table'),
    group_by: list(columnSchema('A column'), 'Empty makes one group of all rows', 20),
    aggregates: list(
      object(
        { function: aggregateSchema, column: columnSchema('Whose cells') },
        { as: columnSchema('Name in the result; default <function>_<column>') },
      ),
      undefined,
      100,
    ),
  }),
  result: rowsSchema('One row per group'),
  examples: [
    {
      arguments: {
        rows: [
          { region: 'N', sold: 0.1 },
          { region: 'S', sold: 5 },
          { region: 'N', sold: 0.2 },
        ],
        group_by: ['region'],
        aggregates: [
          { function: 'sum', column: 'sold' },
          { function: 'count', column: 'sold', as: 'sales' },
        ],
      },
      result: [
        { region: 'N', sum_sold: 0.3, sales: 2 },
        { region: 'S', sum_sold: 5, sales: 1 },
      ],
    },
  ],
  run({ rows, group_by, aggregates }) {
    requireColumns(rows, group_by, 'group_by');
    requireColumns(
      rows,
      aggregates.map(({ column }) => column),
      'aggregates',
    );
    const wanted = aggregates.map((item) => ({ ...item, as: item.as ?? `${item.function}_${item.column}` }));
    const names = [...group_by, ...wanted.map(({ as }) => as)];
    const twice = names.find((name, i) => names.indexOf(name) !== i);
    if (twice !== undefined) fail('aggregates', `give the column ${quoted(twice)} twice; choose another name with as`);

    const groups = new Map<string, Row[]>();
    if (group_by.length === 0) groups.set('[]', []);
    for (const row of rows) {
      const key = canonicalText(group_by.map((column) => cell(row, column)));
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [row]);
      else group.push(row);
    }
    return [...groups.values()].map((group) =>
      rowOf([
        ...group_by.map((column) => [column, group[0] === undefined ? null : cell(group[0], column)] as const),
        ...wanted.map((item) => {
          const cells = group.map((row) => cell(row, item.column));
          return [item.as, aggregate(item.function, cells, `rows: column ${quoted(item.column)}`)] as const;
        }),
      ]),
    );
  },
}));
