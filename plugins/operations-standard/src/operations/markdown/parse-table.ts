import { defineOperation } from '../../operation/define-operation.ts';
import { fail } from '../../operation/fail.ts';
import { choice, list, object, text } from '../../operation/schema.ts';
import { linesOf } from '../../texts/lines-of.ts';
import { typedCell } from '../../texts/typed-cell.ts';
import { columnSchema, rowOf, rowsSchema } from '../../values/table.ts';

/** Cells of a table row as GitHub's Markdown reads it: a backslash before | makes it part of the cell. */
function cellsOf(line: string): string[] {
  const inner = line
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '');
  return inner.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|'));
}

const DELIMITER = /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/;

/** The first table of the text; what stands before and after it is ignored. Cells become numbers where csv.parse would make them. */
export const parseTable = defineOperation('markdown.parse_table', () => ({
  version: '1.1.0',
  summary: 'Reads the first table of a Markdown text into columns and rows.',
  arguments: object(
    { text: text(undefined, 1_000_000) },
    { types: choice(['auto', 'text'], 'auto (default) makes values of cells, text leaves them as they are written') },
  ),
  result: object({ columns: list(columnSchema('In order')), rows: rowsSchema('One object per line') }),
  examples: [
    {
      arguments: { text: '| a | b |\n|---|--:|\n| x | 1.5 |' },
      result: { columns: ['a', 'b'], rows: [{ a: 'x', b: 1.5 }] },
    },
    {
      arguments: { text: '| a | b |\n|---|--:|\n| x | 1.50 |', types: 'text' },
      result: { columns: ['a', 'b'], rows: [{ a: 'x', b: '1.50' }] },
    },
  ],
  run({ text, types = 'auto' }) {
    const lines = linesOf(text);
    const at = lines.findIndex((line, i) => line.includes('|') && DELIMITER.test(lines[i + 1] ?? ''));
    if (at < 0) fail('text', 'holds no Markdown table: a header line and a line of dashes below it');
    const columns = cellsOf(lines[at] ?? '');
    if (
      columns.some((name) => name === '' || name === '__proto__' || name.length > 256) ||
      new Set(columns).size < columns.length
    ) {
      fail('text', 'has a table whose columns are not all named, once each');
    }
    const after = lines.slice(at + 2);
    const end = after.findIndex((line) => !line.includes('|'));
    const rows = after.slice(0, end < 0 ? undefined : end).map((line, i) => {
      const cells = cellsOf(line);
      if (cells.length > columns.length)
        fail('text', `has ${cells.length} cells in row ${i + 1}, but there are ${columns.length} columns`);
      const read = (cell: string) => (types === 'auto' ? typedCell(cell) : cell);
      return rowOf(columns.map((column, at) => [column, read(cells[at] ?? '')]));
    });
    return { columns, rows };
  },
}));
