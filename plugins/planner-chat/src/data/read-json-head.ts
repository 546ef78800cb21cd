import { isRecord } from '@kora/contracts';
import { type ColumnKind, columnKinds } from './column-kinds.ts';

/** Larger JSON is not parsed while planning. */
const LARGEST = 200_000;

/**
 * The columns of JSON that is a list of flat objects, in the order of first appearance.
 * @returns null for anything else, and for JSON that is too large to look into.
 */
export function readJsonHead(
  text: string,
): { readonly columns: readonly string[]; readonly kinds: readonly ColumnKind[] } | null {
  if (text.length > LARGEST || !/^\s*\[\s*\{/.test(text)) return null;
  const rows = parsed(text);
  if (!Array.isArray(rows) || rows.length === 0 || !rows.every(isRecord)) return null;
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const flat = rows.every((row) => Object.values(row).every((cell) => typeof cell !== 'object' || cell === null));
  if (!flat || columns.some((name) => name === '' || name.length > 256)) return null;
  const cells = rows.map((row) =>
    columns.map((column) => {
      const cell = row[column] ?? '';
      // A text that looks like a number is no number in JSON.
      return typeof cell === 'string' && /^[-\d]/.test(cell) && !/^\d{4}-/.test(cell) ? `text ${cell}` : String(cell);
    }),
  );
  return { columns, kinds: columnKinds(cells, columns.length) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Text that is no JSON has no columns; the task that reads it says what is wrong.
    return null;
  }
}
