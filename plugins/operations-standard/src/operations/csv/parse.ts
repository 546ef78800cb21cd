import Papa from 'papaparse';
import { defineOperation } from '../../operation/define-operation.ts';
import { fail, quoted } from '../../operation/fail.ts';
import { boolean, choice, list, MAX_ITEMS, object, text } from '../../operation/schema.ts';
import { typedCell } from '../../texts/typed-cell.ts';
import { columnSchema, type Row, rowOf, rowsSchema } from '../../values/table.ts';

const MAX_COLUMNS = 1_000;

function checkNames(columns: readonly string[], argument: string): void {
  if (columns.length > MAX_COLUMNS) fail(argument, `has ${columns.length} columns; at most ${MAX_COLUMNS} are allowed`);
  const seen = new Set<string>();
  for (const column of columns) {
    if (column === '' || column.length > 256)
      fail(argument, `names a column ${quoted(column)}; a name has 1 to 256 characters`);
    if (column === '__proto__') fail(argument, 'names a column __proto__, which is not allowed; give names in columns');
    if (seen.has(column)) fail(argument, `names the column ${quoted(column)} twice; give different names in columns`);
    seen.add(column);
  }
}

/** Empty lines are skipped. A row with more or fewer cells than there are columns is an error that names its number. */
export const parse = defineOperation('csv.parse', () => ({
  version: '1.2.0',
  summary: 'Reads CSV (RFC 4180) into columns and rows; `columns` keeps the order that the text has.',
  arguments: object(
    { text: text() },
    {
      delimiter: choice([',', ';', '\t', '|'], 'Default comma'),
      header: boolean('Whether the first line has the names (default true); else they are column_1, column_2 …'),
      columns: list(columnSchema('A name'), 'Names to use instead', MAX_COLUMNS, 1),
      types: choice(
        ['auto', 'text'],
        'auto (default) makes numbers, true, false and null of cells that are exactly that',
      ),
      decimal_separator: choice(['.', ','], 'In numbers, default point; with a comma, 1.234,5 is a number too'),
      trim: boolean('Without the spaces around cells (default false: they belong to the cell)'),
    },
  ),
  result: object({
    columns: list(columnSchema('In order'), undefined, MAX_COLUMNS),
    rows: rowsSchema('One object per line'),
  }),
  examples: [
    {
      arguments: { text: 'name,age\n"Lovelace, Ada",36\nBo,\n' },
      result: {
        columns: ['name', 'age'],
        rows: [
          { name: 'Lovelace, Ada', age: 36 },
          { name: 'Bo', age: null },
        ],
      },
    },
    {
      arguments: { text: '007;1.50', delimiter: ';', header: false },
      result: { columns: ['column_1', 'column_2'], rows: [{ column_1: '007', column_2: 1.5 }] },
    },
    {
      arguments: { text: 'item , price\nDesk , 3', trim: true },
      result: { columns: ['item', 'price'], rows: [{ item: 'Desk', price: 3 }] },
    },
    {
      arguments: { text: 'item;price\nDesk;1.234,50\nPen;0,9', delimiter: ';', decimal_separator: ',' },
      result: {
        columns: ['item', 'price'],
        rows: [
          { item: 'Desk', price: 1234.5 },
          { item: 'Pen', price: 0.9 },
        ],
      },
    },
  ],
  run({ text, delimiter = ',', header = true, columns: given, types = 'auto', decimal_separator = '.', trim = false }) {
    const { data, errors } = Papa.parse<string[]>(text, {
      delimiter,
      header: false,
      skipEmptyLines: true,
      preview: MAX_ITEMS + 2,
    });
    const [problem] = errors;
    if (problem !== undefined)
      fail('text', `is no CSV: ${problem.message} (line ${(problem.row ?? 0) + 1} of those with content)`);
    const [first = []] = data;
    const columns = given ?? (header ? first.map((name) => name.trim()) : first.map((_, i) => `column_${i + 1}`));
    checkNames(columns, given === undefined ? 'text' : 'columns');
    const body = header ? data.slice(1) : data;
    if (body.length > MAX_ITEMS) fail('text', `has more than ${MAX_ITEMS} rows`);
    const rows = body.map((cells, i): Row => {
      if (cells.length !== columns.length) {
        fail('text', `has ${cells.length} cells in row ${i + 1}, but there are ${columns.length} columns`);
      }
      return rowOf(
        columns.map((column, at) => {
          const cell = cells[at] ?? '';
          const written = trim ? cell.trim() : cell;
          return [column, types === 'auto' ? typedCell(written, decimal_separator) : written];
        }),
      );
    });
    return { columns, rows };
  },
}));
