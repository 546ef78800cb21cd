import { COMMA_WRITING, columnKinds, decimalOf } from './column-kinds.ts';
import { cellsOf } from './csv-cells.ts';
import type { TableHead } from './table-head.ts';

const DELIMITERS = [',', ';', '\t', '|'] as const;
const HEAD = 16_384;

/** The first line of CSV, read without parsing the rest. */
export interface CsvHead extends TableHead {
  readonly delimiter: (typeof DELIMITERS)[number];
}

/**
 * Whether the last line of pasted CSV is none: it has another number of cells, or words where the other lines have numbers. Then
 * it is as likely said about the data.
 */
export function endsOtherwise(text: string): boolean {
  const body = text.trimEnd();
  const cut = body.lastIndexOf('\n');
  const last = body.slice(cut + 1);
  const rest = readCsvHead(body.slice(0, Math.max(0, cut)));
  const whole = readCsvHead(text);
  if (rest === null || whole === null) return whole === null;
  const cells = cellsOf(last.trim(), rest.delimiter);
  if (cells === null || cells.length !== rest.columns.length) return true;
  const [kinds, here] = [rest.kinds, columnKinds([cells], cells.length, rest.writing)];
  return kinds.some((kind, i) => (kind === 'number' || kind === 'date') && here[i] !== kind && here[i] !== 'empty');
}

/**
 * Reads the header of CSV from the first 16 kB. The delimiter is the one that gives the header and the following lines the
 * same number of cells, at least two.
 * @returns null when no delimiter does, or the header's names are empty, doubled or look like numbers.
 */
export function readCsvHead(text: string): CsvHead | null {
  const head = text.slice(0, HEAD).replace(/^\ufeff/, '');
  const lines = head.split(/\r?\n/).filter((line) => line.trim() !== '');
  const whole = text.length <= HEAD ? lines : lines.slice(0, -1);
  const [first, ...others] = whole.slice(0, 20);
  if (first === undefined || others.length === 0) return null;
  // Some programs skip such lines, and others take them for rows.
  if (whole.some((line) => /^#\s/.test(line))) return null;
  const fitting = DELIMITERS.filter((delimiter) => {
    const columns = cellsOf(first, delimiter);
    if (columns === null || columns.length < 2) return false;
    return others.every((line) => {
      const cells = cellsOf(line, delimiter);
      // A cell with a line break inside cannot be judged line by line.
      return cells === null || cells.length === columns.length;
    });
  });
  const [delimiter, another] = fitting;
  if (delimiter === undefined || another !== undefined) return null;
  const columns = cellsOf(first, delimiter) ?? [];
  const sound = columns.every((name) => name !== '' && name.length <= 256 && !/^[-+]?[\d.,]+$/.test(name));
  if (!sound || new Set(columns).size < columns.length || columns.includes('__proto__')) return null;
  const rows = others.map((line) => cellsOf(line, delimiter) ?? []);
  // Between commas, a decimal comma needs quotes, and then who knows what else is meant.
  const decimal = delimiter === ',' ? '.' : decimalOf(rows, columns.length);
  const writing =
    delimiter === ',' ? COMMA_WRITING : ({ decimal, grouping: delimiter === ';' ? 'likely' : 'hardly' } as const);
  return { columns, rows: null, delimiter, writing, kinds: columnKinds(rows, columns.length, writing) };
}
