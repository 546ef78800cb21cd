import { columnKinds, JSON_WRITING } from './column-kinds.ts';
import type { TableHead } from './table-head.ts';
import { isReadInTwoWays } from './yaml-doubts.ts';

/** Longer YAML is not looked into while planning. */
const LONGEST = 200_000;
const PAIR = /^([\w][\w .-]*?):(?:\s+(.*))?$/;
/** What a plain value cannot begin with, and what ends one. */
const SPECIAL = /^[[\]{}&*!|>%@`,?]|^- |: |\s#/;
/** A number that JSON writes in another way, and words that are values. */
const ODD_NUMBER = /^[-+.]?\.?\d/;
const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?$/;
const NOTHING = /^(~|null|Null|NULL|)$/;
const QUOTED = /^(?:"([^"\\]*)"|'([^']*)')$/;

/** A value on one line as a cell of a table; null where it is more than a text, a number or nothing. */
function cellOf(written: string): string | null {
  const quoted = QUOTED.exec(written);
  if (quoted !== null) {
    const text = quoted[1] ?? quoted[2] ?? '';
    // A text that looks like a number is none, and has no order that everybody would see.
    return ODD_NUMBER.test(text) && !/^\d{4}-/.test(text) ? `1 ${text}` : text;
  }
  if (NOTHING.test(written)) return '';
  if (/^["']/.test(written) || SPECIAL.test(written) || written.endsWith(':')) return null;
  if (NUMBER.test(written) || /^\d{4}-\d{2}-\d{2}$/.test(written)) return written;
  return ODD_NUMBER.test(written) ? `1 ${written}` : written;
}

/**
 * The columns of YAML that is a list of flat maps, one key to a line, in the order of first appearance. It reads less than YAML is:
 * whatever is written in another way is no table to it.
 * @returns null for anything else, and for text that programs read in two ways.
 */
export function readYamlHead(text: string): TableHead | null {
  if (text.length > LONGEST || isReadInTwoWays(text)) return null;
  const lines = text.replace(/^---\s*\n/, '').split(/\r?\n/);
  const rows: Map<string, string>[] = [];
  const [first = ''] = lines.filter((line) => line.trim() !== '');
  const dash = /^( *)-( +)/.exec(first);
  if (dash === null) return null;
  const [marker = ''] = dash;
  for (const line of lines) {
    if (line.trim() === '' || line.trimStart().startsWith('#')) continue;
    const begins = line.startsWith(marker);
    const goesOn = line.startsWith(' '.repeat(marker.length)) && line[marker.length] !== ' ';
    if (begins) rows.push(new Map());
    else if (!goesOn) return null;
    const pair = PAIR.exec(line.slice(marker.length).trimEnd());
    const cell = pair === null ? null : cellOf((pair[2] ?? '').trim());
    const [row, name] = [rows.at(-1), pair?.[1]];
    if (row === undefined || name === undefined || cell === null || row.has(name)) return null;
    row.set(name, cell);
  }
  const columns = [...new Set(rows.flatMap((row) => [...row.keys()]))];
  // Keys that are numbers or words with a value of their own are texts to some programs only.
  if (columns.length === 0 || columns.some((name) => /^(\d|true$|false$|null$)/i.test(name))) return null;
  const cells = rows.map((row) => columns.map((column) => row.get(column) ?? ''));
  return { columns, rows: cells, writing: JSON_WRITING, kinds: columnKinds(cells, columns.length, JSON_WRITING) };
}
