import type { JsonObject } from '@kora/contracts';
import type { TableSource } from '../../data/read-rows.ts';
import type { Captures } from '../../grammar/pattern.ts';
import type { CellValue } from '../../grammar/slots/cells.ts';
import type { DateReading } from '../../grammar/slots/dates.ts';
import type { KnownCell } from '../../grammar/slots/known-cell.ts';
import type { Period } from '../../grammar/slots/periods.ts';
import type { Language } from '../../language/language.ts';
import { adjective } from '../tables/adjective.ts';
import { whenColumn } from './measures.ts';

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

/** Whether some cell of a table could be a number or a day that is written so. */
function mayHold({ text }: TableSource, value: string | number): boolean {
  const written = String(value).replace('.', '[.,]');
  return new RegExp(`(?<![\\w.-])${written}(?:[.,]0+)?(?![\\w.-])`).test(text);
}

/** "amount is from 10 to 20" as `table.filter` takes it; null where an end is of another kind than the column. */
function range({ where, low, lowest, high }: Captures, table: TableSource): JsonObject[] | null {
  const column = where?.value;
  const [from, to] = [low ?? lowest, high].map((caught) => (caught?.value as CellValue | undefined)?.value);
  if (typeof column !== 'string' || from === undefined || to === undefined || from > to) return null;
  const isDay = (value: string | number) => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value);
  const { kind } = table.factsOf(column);
  const fits = kind === 'number' ? typeof from === 'number' && typeof to === 'number' : isDay(from) && isDay(to);
  if (!fits || (kind !== 'number' && kind !== 'date')) return null;
  // Whether 10 is between 10 and 20, people disagree.
  if (low !== undefined && (mayHold(table, from) || mayHold(table, to))) return null;
  return [
    { column, test: 'greater_or_equal', value: from },
    { column, test: 'less_or_equal', value: to },
  ];
}

/** Whether a pattern caught that only some rows are meant. */
export const isNarrowed = ({ where, only, absent, present, during, from, to, comparative }: Captures): boolean =>
  [where, only, absent, present, during, from, to, comparative].some((caught) => caught !== undefined);

const BLANKS = 'n/a N/A na NA none None null NULL nil - -- \u2013 ? unknown Unknown tbd TBD missing empty blank'.split(
  ' ',
);

/** Whether every cell that says nothing is an empty one: in JSON there is more than one nothing, and some people write n/a. */
export function hasPlainGaps({ kind, factsOf }: TableSource, column: string, isFull = false): boolean {
  const facts = factsOf(column);
  return (kind === 'csv' || isFull) && facts.kind !== 'mixed' && !BLANKS.some((blank) => facts.holds(blank));
}

/** "people over 5000" is not about their age. */
const OLDEST = 130;

const PERIODS = /(^|[\s_-])(month|quarter|year|period)s?([\s_-]|$)/i;

/** Conditions in other words than "where region is North". */
function saidOtherwise(
  { only, absent, present, during, from, to, comparative, cell }: Captures,
  table: TableSource,
  language: Language,
): JsonObject[] | null {
  if (only !== undefined) {
    const { column, value } = only.value as KnownCell;
    return [{ column, test: 'equals', value }];
  }
  if (comparative !== undefined) {
    const about = adjective(String(comparative.value), table.columns);
    const compared = cell?.value as CellValue | undefined;
    if (about === null || typeof compared?.value !== 'number' || table.factsOf(about.column).kind !== 'number')
      return null;
    if (about.column.toLowerCase() === 'age' && compared.value > OLDEST) return null;
    return [{ column: about.column, test: about.order, value: compared.value }];
  }
  const gap = (absent ?? present)?.value;
  if (typeof gap === 'string')
    return hasPlainGaps(table, gap) ? [{ column: gap, test: absent === undefined ? 'not_null' : 'is_null' }] : null;
  const date = whenColumn(table, language);
  const period = during?.value as Period | undefined;
  const ends = [from, to].map((caught) => caught?.value as DateReading | undefined);
  const [first, last] =
    period === undefined ? ends.map((end) => (end?.kind === 'fixed' ? end.iso : null)) : [period.first, period.last];
  // A column of months or years has its own idea of what lies in one.
  if (period !== undefined && table.columns.some((name) => PERIODS.test(name))) return null;
  if (date === null || typeof first !== 'string' || typeof last !== 'string' || first > last) return null;
  return [
    { column: date, test: 'greater_or_equal', value: first },
    { column: date, test: 'less_or_equal', value: last },
  ];
}

/** Conditions on rows as `table.filter` takes them, and what an answer says of them. */
export interface Conditions {
  readonly where: readonly JsonObject[];
  readonly match: 'all' | 'any';
  readonly note: string;
}

/** The conditions that a pattern caught, and how they are combined; null when one makes no sense, or there is none. */
export function conditionsOf(captures: Captures, table: TableSource, language: Language): Conditions | null {
  if (captures.where === undefined) {
    const where = saidOtherwise(captures, table, language);
    return where === null ? null : { where, match: 'all', note: '' };
  }
  const one = captures.high === undefined ? condition(captures, '', table) : range(captures, table);
  if (one === null) return null;
  const first = Array.isArray(one) ? one : [one];
  const note = captures.lowest === undefined ? '' : ' (both ends included)';
  if (captures.where2 === undefined) return { where: first, match: 'all', note };
  const second = condition(captures, '2', table);
  const isEither = captures.and_or?.value === 'any';
  // Only one condition on each side can be one of two.
  if (second === null || (isEither && first.length > 1)) return null;
  return { where: [...first, second], match: isEither ? 'any' : 'all', note };
}
