import { isRecord } from '@kora/contracts';
import { columnKinds, JSON_WRITING } from './column-kinds.ts';
import { hasDoubtfulKeys, hasLongNumbers, smallJson } from './json-extent.ts';
import type { TableHead } from './table-head.ts';

/**
 * The columns of JSON that is a list of flat objects, in the order of first appearance.
 * @returns null for anything else, and for JSON that is too large to look into.
 */
export function readJsonHead(text: string): TableHead | null {
  if (!/^\s*\[\s*\{/.test(text)) return null;
  const rows = smallJson(text);
  if (!Array.isArray(rows) || rows.length === 0 || !rows.every(isRecord)) return null;
  if (hasLongNumbers(text) || hasDoubtfulKeys(text)) return null;
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const flat = rows.every((row) => Object.values(row).every((cell) => typeof cell !== 'object' || cell === null));
  if (!flat || columns.some((name) => name === '' || name.length > 256)) return null;
  const cells = rows.map((row) =>
    columns.map((column) => {
      const cell = row[column] ?? '';
      // A text that looks like a number is no number in JSON, and who knows whether it is ordered as one.
      return typeof cell === 'string' && /^[-\d.]/.test(cell) && !/^\d{4}-/.test(cell) ? `1 ${cell}` : String(cell);
    }),
  );
  return { columns, rows: cells, writing: JSON_WRITING, kinds: columnKinds(cells, columns.length, JSON_WRITING) };
}
