import { fail, quoted } from '../operation/fail.ts';
import { type PatternPart, partsOf } from './date-pattern.ts';
import type { Local } from './moment.ts';
import { MONTHS } from './names.ts';

type Unit = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second' | 'millisecond' | 'half' | 'afternoon';

const NUMERIC: Readonly<Record<string, readonly [unit: Unit, expression: string]>> = {
  yyyy: ['year', '\\d{4}'],
  MM: ['month', '\\d{2}'],
  M: ['month', '\\d{1,2}'],
  dd: ['day', '\\d{2}'],
  d: ['day', '\\d{1,2}'],
  HH: ['hour', '\\d{2}'],
  H: ['hour', '\\d{1,2}'],
  hh: ['half', '\\d{2}'],
  h: ['half', '\\d{1,2}'],
  mm: ['minute', '\\d{2}'],
  m: ['minute', '\\d{1,2}'],
  ss: ['second', '\\d{2}'],
  s: ['second', '\\d{1,2}'],
  SSS: ['millisecond', '\\d{3}'],
};

function reader(part: PatternPart): { expression: string; unit?: Unit; value?: (text: string) => number } {
  if (!part.field) return { expression: RegExp.escape(part.text) };
  const numeric = NUMERIC[part.text];
  if (numeric !== undefined) return { expression: `(${numeric[1]})`, unit: numeric[0], value: Number };
  if (part.text === 'a') return { expression: '(AM|PM)', unit: 'afternoon', value: (a) => (/^p/i.test(a) ? 1 : 0) };
  if (part.text === 'MMM' || part.text === 'MMMM') {
    const names: string[] = part.text === 'MMM' ? MONTHS.map((name) => name.slice(0, 3)) : [...MONTHS];
    const value = (name: string) => names.findIndex((known) => known.toLowerCase() === name.toLowerCase()) + 1;
    return { expression: `(${names.join('|')})`, unit: 'month', value };
  }
  return fail('pattern', `may hold ${part.text} for writing only: it does not determine a date`);
}

function hourOf(found: ReadonlyMap<Unit, number>): number | undefined {
  const half = found.get('half');
  if (half === undefined) return found.get('hour');
  const afternoon = found.get('afternoon');
  if (afternoon === undefined) return fail('pattern', 'must hold a (AM or PM) where it holds h or hh');
  return half < 1 || half > 12 ? 99 : (half % 12) + 12 * afternoon;
}

/**
 * Reads a date in a pattern; names are English, in any case.
 * @throws Error when the text does not match the pattern, or names a day or time that does not exist.
 */
export function parseDate(text: string, pattern: string): Local {
  const readers = partsOf(pattern, 'pattern').map(reader);
  const units = readers.flatMap(({ unit, value }) => (unit && value ? [{ unit, value }] : []));
  // A unit that occurs twice could contradict itself, and many optional digits in a row would backtrack without end.
  if (new Set(units.map(({ unit }) => unit)).size < units.length) fail('pattern', 'may hold each of its fields once');
  const groups = new RegExp(`^${readers.map(({ expression }) => expression).join('')}$`, 'i').exec(text)?.slice(1);
  if (groups === undefined) return fail('text', `does not have the form of the pattern: ${quoted(text)}`);
  const found = new Map(units.map(({ unit, value }, i) => [unit, value(groups[i] ?? '')]));
  const [year, month, day, hour] = [found.get('year'), found.get('month'), found.get('day'), hourOf(found)];
  if (year === undefined || month === undefined || day === undefined) {
    return fail('pattern', 'must hold a year (yyyy), a month and a day');
  }
  if (hour === undefined && (found.has('minute') || found.has('second') || found.has('millisecond'))) {
    return fail('pattern', 'must hold an hour (HH, or h with a) where it holds minutes or seconds');
  }
  const date = { year, month, day };
  const time = {
    minute: found.get('minute') ?? 0,
    second: found.get('second') ?? 0,
    millisecond: found.get('millisecond') ?? 0,
  };
  try {
    return hour === undefined
      ? Temporal.PlainDate.from(date, { overflow: 'reject' })
      : Temporal.PlainDateTime.from({ ...date, hour, ...time }, { overflow: 'reject' });
  } catch {
    return fail('text', `names a day or time that does not exist: ${quoted(text)}`);
  }
}
