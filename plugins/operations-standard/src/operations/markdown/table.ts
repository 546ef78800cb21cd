import type { Json } from '@kora/contracts';
import { defineOperation } from '../../operation/define-operation.ts';
import { choice, integer, list, object, text } from '../../operation/schema.ts';
import { escapedMarkdown, inlineValue } from '../../texts/markdown.ts';
import { typedCell } from '../../texts/typed-cell.ts';
import { GROUP_SEPARATORS } from '../../texts/written-number.ts';
import { cell, columnSchema, columnsOf, rowsSchema } from '../../values/table.ts';

const isNumeric = (value: Json) =>
  typeof value === 'number' || (typeof value === 'string' && typeof typedCell(value) === 'number');

/** Columns that hold only numbers, or texts that are written like some, stand at the right. Rows beyond `max_rows` are counted below the table, never just left out. */
export const table = defineOperation('markdown.table', () => ({
  version: '1.1.0',
  summary: 'Writes rows as a Markdown table, with numbers as people write them.',
  arguments: object(
    { rows: rowsSchema('The table') },
    {
      columns: list(columnSchema('A column'), 'Which, in this order (default all, sorted by name)', 1_000, 1),
      max_rows: integer('Default 500', 1, 10_000),
      digits: integer('Most significant digits of a number with decimals (default 12)', 1, 40),
      group_separator: choice(GROUP_SEPARATORS, 'Between thousands (default none)'),
      decimal_separator: choice(['.', ','], 'Default point'),
    },
  ),
  result: text(),
  examples: [
    {
      arguments: { rows: [{ region: 'N|W', sold: 1234.5 }], columns: ['region', 'sold'], group_separator: ',' },
      result: '| region | sold |\n| --- | ---: |\n| N\\|W | 1,234.5 |',
    },
  ],
  run({ rows, columns: given, max_rows = 500, digits = 12, group_separator = '', decimal_separator = '.' }) {
    const columns = given ?? columnsOf(rows);
    const style = { digits, group: group_separator, decimal: decimal_separator };
    const shown = rows.slice(0, max_rows);
    const numeric = columns.map((column) => {
      const values = shown.map((row) => cell(row, column)).filter((value) => value !== null && value !== '');
      return values.length > 0 && values.every(isNumeric);
    });
    const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
    const more = rows.length > shown.length ? [`\n${rows.length - shown.length} more rows are not shown.`] : [];
    return [
      line(columns.map(escapedMarkdown)),
      line(numeric.map((isRight) => (isRight ? '---:' : '---'))),
      ...shown.map((row) => line(columns.map((column) => inlineValue(cell(row, column), style)))),
      ...more,
    ].join('\n');
  },
}));
