import { type ColumnKind, columnKinds } from './column-kinds.ts';

/** How much of a Markdown table is looked at. */
export const MARKDOWN_HEAD = 16_384;
const DELIMITER = /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/;

const cellsOf = (line: string) =>
  line
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll('\\|', '|'));

/** The columns of a text that is one Markdown table and nothing else; null for anything else. */
export function readMarkdownHead(
  text: string,
): { readonly columns: readonly string[]; readonly kinds: readonly ColumnKind[] } | null {
  const lines = text.slice(0, MARKDOWN_HEAD).trim().split(/\r?\n/);
  const [first = '', second = '', ...others] = lines;
  if (!first.includes('|') || !second.includes('-') || !DELIMITER.test(second)) return null;
  const rows = text.length > MARKDOWN_HEAD ? others.slice(0, -1) : others;
  const columns = cellsOf(first);
  const sound = rows.length > 0 && rows.every((line) => line.includes('|') && cellsOf(line).length === columns.length);
  if (!sound || columns.includes('') || new Set(columns).size < columns.length || columns.includes('__proto__'))
    return null;
  return { columns, kinds: columnKinds(rows.map(cellsOf), columns.length, { decimal: '.', grouping: 'likely' }) };
}
