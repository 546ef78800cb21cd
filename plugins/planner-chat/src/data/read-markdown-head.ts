import { columnKinds, MARKDOWN_WRITING } from './column-kinds.ts';
import type { TableHead } from './table-head.ts';

/** How much of a Markdown table is looked at. */
const MARKDOWN_HEAD = 16_384;
const DELIMITER = /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/;

const cellsOf = (line: string) =>
  line
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll('\\|', '|'));

/** The columns of a text that is one Markdown table and nothing else; null for anything else. */
export function readMarkdownHead(text: string): TableHead | null {
  const lines = text.slice(0, MARKDOWN_HEAD).trim().split(/\r?\n/);
  const [first = '', second = '', ...others] = lines;
  if (!first.includes('|') || !second.includes('-') || !DELIMITER.test(second)) return null;
  const rows = text.length > MARKDOWN_HEAD ? others.slice(0, -1) : others;
  const columns = cellsOf(first);
  const sound = rows.length > 0 && rows.every((line) => line.includes('|') && cellsOf(line).length === columns.length);
  if (!sound || columns.includes('') || new Set(columns).size < columns.length || columns.includes('__proto__'))
    return null;
  const cells = rows.map(cellsOf);
  const kinds = columnKinds(cells, columns.length, MARKDOWN_WRITING);
  return { columns, rows: text.length > MARKDOWN_HEAD ? null : cells, kinds, writing: MARKDOWN_WRITING };
}
