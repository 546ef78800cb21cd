import { defineOperation } from '../../operation/define-operation.ts';
import { choice, list, object, text } from '../../operation/schema.ts';
import { compareJson, textOrder } from '../../values/compare.ts';
import { cell, columnSchema, requireColumns, rowsSchema } from '../../values/table.ts';

/** Rows that compare equal keep their order. Mixed kinds order as null, false, true, numbers, texts, lists, objects. */
export const sort = defineOperation('table.sort', () => ({
  version: '1.0.0',
  summary: 'Sorts the rows of a table by one or more columns.',
  arguments: object(
    {
      rows: rowsSchema('The table'),
      by: list(
        object(
          { column: columnSchema('A column') },
          {
            order: choice(['ascending', 'descending'], 'Default ascending'),
            nulls: choice(['first', 'last'], 'Default last, whatever the order'),
          },
        ),
        'The most important first',
        20,
        1,
      ),
    },
    { locale: text('Compare texts as this language does, such as en or de; by code units without it', 35, 1) },
  ),
  result: rowsSchema('All rows, sorted'),
  examples: [
    {
      arguments: {
        rows: [
          { n: 'b', v: 1 },
          { n: 'a', v: null },
          { n: 'c', v: 5 },
        ],
        by: [{ column: 'v', order: 'descending' }],
      },
      result: [
        { n: 'c', v: 5 },
        { n: 'b', v: 1 },
        { n: 'a', v: null },
      ],
    },
  ],
  run({ rows, by, locale }) {
    requireColumns(
      rows,
      by.map(({ column }) => column),
      'by',
    );
    const texts = textOrder('locale', locale);
    return rows.toSorted((a, b) => {
      for (const { column, order = 'ascending', nulls = 'last' } of by) {
        const [x, y] = [cell(a, column), cell(b, column)];
        if (x === null || y === null) {
          if (x !== y) return (x === null) === (nulls === 'first') ? -1 : 1;
          continue;
        }
        const compared = compareJson(x, y, texts);
        if (compared !== 0) return order === 'ascending' ? compared : -compared;
      }
      return 0;
    });
  },
}));
