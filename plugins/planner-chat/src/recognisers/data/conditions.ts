import type { JsonObject } from '@kora/contracts';
import type { TableSource } from '../../data/read-rows.ts';
import type { Captures } from '../../grammar/pattern.ts';
import type { CellValue } from '../../grammar/slots/cells.ts';

/** Said of dates only. */
const DATED: Readonly<Record<string, string>> = { after: 'greater', before: 'less' };
const ORDERED = new Set(['greater', 'greater_or_equal', 'less', 'less_or_equal']);

/** One condition as `table.filter` takes it; null where the column and the value are of different kinds. */
function condition(captures: Captures, suffix: string, table: TableSource): JsonObject | null {
  const column = captures[`where${suffix}`]?.value;
  const compared = captures[`comparison${suffix}`]?.value;
  const said = compared ?? 'equals';
  const test = DATED[String(said)] ?? said;
  const cell = captures[`cell${suffix}`]?.value as CellValue | undefined;
  if (typeof column !== 'string' || typeof test !== 'string' || cell === undefined) return null;
  const { kind, holds, empty } = table.factsOf(column);
  // Whether a cell that holds nothing is something else, nobody knows.
  if (test === 'not_equals' && empty > 0) return null;
  // "for region North": without a word between, some row must hold just that.
  if (compared === undefined && (typeof cell.value !== 'string' || kind !== 'text' || !holds(cell.value))) return null;
  if (test !== said && kind !== 'date') return null;
  if (typeof cell.value === 'number') return kind === 'number' ? { column, test, value: cell.value } : null;
  const dated = kind === 'date' && /^\d{4}-\d{2}-\d{2}$/.test(cell.value);
  if (ORDERED.has(test)) return dated ? { column, test, value: cell.value } : null;
  // Cells that look like these are no texts once they are read.
  if (/^(-?[\d.,]+|true|false)$/.test(cell.value)) return null;
  return kind === 'text' || dated ? { column, test, value: cell.value } : null;
}

/** The conditions that a pattern caught, and how they are combined; null when one makes no sense, or there is none. */
export function conditionsOf(
  captures: Captures,
  table: TableSource,
): { readonly where: readonly JsonObject[]; readonly match: 'all' | 'any' } | null {
  const first = condition(captures, '', table);
  if (first === null) return null;
  if (captures.where2 === undefined) return { where: [first], match: 'all' };
  const second = condition(captures, '2', table);
  return second === null ? null : { where: [first, second], match: captures.and_or?.value === 'any' ? 'any' : 'all' };
}
