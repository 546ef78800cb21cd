import { cellsOf } from './csv-cells.ts';
import type { DataSource } from './data-source.ts';

/** Longer texts are looked at where they begin and end. */
const LOOKED_AT = 50_000;
/** Signs that draw a line under a header or above a total. */
const RULE = /^[\s"*:|,;+]*[-=_][-=_\s"*:|,;+]*$/;

const filled = (line: string, delimiter: string) =>
  (cellsOf(line, delimiter) ?? []).filter((cell) => cell !== '').length;

/** The lines of a text; of a long one those at both ends, without the ones that are cut. */
function linesOf(text: string): readonly (readonly string[])[] {
  const all = (part: string) => part.split('\n').map((line) => line.trimEnd());
  if (text.length <= 2 * LOOKED_AT) return [all(text).filter((line) => line.trim() !== '')];
  return [all(text.slice(0, LOOKED_AT)).slice(0, -1), all(text.slice(-LOOKED_AT)).slice(1)].map((lines) =>
    lines.filter((line) => line.trim() !== ''),
  );
}

/**
 * Whether some line of CSV below its header is no row like the others: it has more or fewer cells, repeats the header, draws a
 * rule, or stands last and holds nothing but a remark. What such a table holds, a program and a reader count in two ways.
 */
export function hasUnevenRow({
  kind,
  text,
  delimiter,
  columns,
}: Pick<DataSource, 'kind' | 'text' | 'delimiter' | 'columns'>): boolean {
  if (kind !== 'csv' || columns === null) return false;
  const parts = linesOf(text);
  const [header = ''] = parts[0] ?? [];
  for (const [i, lines] of parts.entries()) {
    const rows = i === 0 ? lines.slice(1) : lines;
    // Cells of several lines: what is a row, only a parser knows.
    if (rows.some((line) => line.includes('"') && cellsOf(line, delimiter) === null)) continue;
    const isOdd = (line: string) =>
      line === header ||
      RULE.test(line) ||
      (line.includes('"') ? (cellsOf(line, delimiter) ?? []) : line.split(delimiter)).length !== columns.length;
    if (rows.some(isOdd)) return true;
  }
  const [before, last] = parts.at(-1)?.slice(-2) ?? [];
  if (before === undefined || last === undefined || before === header || columns.length < 2) return false;
  return filled(last, delimiter) === 1 && filled(before, delimiter) > 1 && !last.startsWith(delimiter);
}
