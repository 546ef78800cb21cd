import type { Json } from '@kora/contracts';
import Papa from 'papaparse';
import { defineOperation } from '../../operation/define-operation.ts';
import { fail } from '../../operation/fail.ts';
import { boolean, choice, list, object, text } from '../../operation/schema.ts';
import { canonicalText } from '../../values/canonical.ts';
import { cell, columnSchema, columnsOf, rowsSchema } from '../../values/table.ts';

function written(value: Json): string {
  if (value === null) return '';
  return typeof value === 'object' ? canonicalText(value) : String(value);
}

/** Null and missing cells are empty, lists and objects canonical JSON. No line end after the last row. */
export const format = defineOperation('csv.format', () => ({
  version: '1.0.0',
  summary: 'Writes rows as CSV (RFC 4180), quoting only where it is needed.',
  arguments: object(
    { rows: rowsSchema('Rows to write') },
    {
      columns: list(columnSchema('A name'), 'Which columns, in which order; default all, sorted by name', 1_000, 1),
      delimiter: choice([',', ';', '\t', '|'], 'Default comma'),
      header: boolean('Whether the first line has the names (default true)'),
      line_end: choice(['\n', '\r\n'], 'Default \\n'),
      escape_formulas: boolean(
        'Put an apostrophe before texts that a spreadsheet would run as a formula (default false)',
      ),
    },
  ),
  result: text(undefined, 16_000_000),
  examples: [
    {
      arguments: {
        rows: [
          { b: 'x,y', a: 1 },
          { a: null, b: 'say "hi"' },
        ],
      },
      result: 'a,b\n1,"x,y"\n,"say ""hi"""',
    },
    {
      arguments: {
        rows: [{ a: '=1+1', b: -2 }],
        columns: ['b', 'a'],
        header: false,
        delimiter: ';',
        escape_formulas: true,
      },
      result: "-2;'=1+1",
    },
  ],
  run({ rows, columns = columnsOf(rows), delimiter = ',', header = true, line_end = '\n', escape_formulas = false }) {
    if (columns.length === 0) return rows.length === 0 ? '' : fail('rows', 'have no columns');
    // Numbers come from JSON and run nothing, so only texts are escaped, and -2 stays a number.
    const guarded = (value: Json) =>
      escape_formulas && typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : written(value);
    const data = rows.map((row) => columns.map((column) => guarded(cell(row, column))));
    return Papa.unparse(header ? [[...columns], ...data] : data, { delimiter, newline: line_end });
  },
}));
