import { fail } from '../operation/fail.ts';
import { partsOf } from './date-pattern.ts';
import type { Local } from './moment.ts';
import { MONTHS, WEEKDAYS } from './names.ts';

/** What months and days are called: January and Monday first. */
export interface DateNames {
  readonly months: readonly string[];
  readonly weekdays: readonly string[];
}

const ENGLISH: DateNames = { months: MONTHS, weekdays: WEEKDAYS };

const padded = (value: number, length: number) => String(value).padStart(length, '0');

function dateField(field: string, date: Local, { months, weekdays }: DateNames): string | undefined {
  const month = months[date.month - 1] ?? '';
  const weekday = weekdays[date.dayOfWeek - 1] ?? '';
  switch (field) {
    case 'yyyy':
      return padded(date.year, 4);
    case 'yy':
      return padded(date.year % 100, 2);
    case 'MMMM':
      return month;
    case 'MMM':
      return month.slice(0, 3);
    case 'MM':
      return padded(date.month, 2);
    case 'M':
      return String(date.month);
    case 'dd':
      return padded(date.day, 2);
    case 'd':
      return String(date.day);
    case 'EEEE':
      return weekday;
    case 'EEE':
      return weekday.slice(0, 3);
    case 'Q':
      return String(Math.ceil(date.month / 3));
    case 'ww':
      return padded(date.weekOfYear ?? 0, 2);
    case 'YYYY':
      return padded(date.yearOfWeek ?? 0, 4);
    default:
      return undefined;
  }
}

function timeField(field: string, time: Temporal.PlainDateTime): string {
  const half = time.hour % 12 === 0 ? 12 : time.hour % 12;
  switch (field) {
    case 'HH':
      return padded(time.hour, 2);
    case 'H':
      return String(time.hour);
    case 'hh':
      return padded(half, 2);
    case 'h':
      return String(half);
    case 'mm':
      return padded(time.minute, 2);
    case 'm':
      return String(time.minute);
    case 'ss':
      return padded(time.second, 2);
    case 's':
      return String(time.second);
    case 'SSS':
      return padded(time.millisecond, 3);
    default:
      return time.hour < 12 ? 'AM' : 'PM';
  }
}

/**
 * Writes a date in a pattern, with English names unless others are given.
 * @throws Error when the pattern asks a date without time for hours.
 */
export function formatDate(value: Local, pattern: string, names: DateNames = ENGLISH): string {
  const parts = partsOf(pattern, 'pattern').map((part) => {
    if (!part.field) return part.text;
    const date = dateField(part.text, value, names);
    if (date !== undefined) return date;
    return value instanceof Temporal.PlainDateTime
      ? timeField(part.text, value)
      : fail('pattern', `asks for ${part.text}, but date has no time of day`);
  });
  return parts.join('');
}
