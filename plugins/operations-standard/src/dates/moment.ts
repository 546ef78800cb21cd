import { fail, quoted, reasonOf } from '../operation/fail.ts';
import { type Schema, shaped } from '../operation/schema.ts';

const DATE = '\\d{4}-\\d{2}-\\d{2}';
const TIME = 'T\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,9})?)?';
const OFFSET = '(Z|[+-]\\d{2}:\\d{2})';

/** Schema of a calendar date. */
export const dateSchema = (description: string) => shaped(description, `^${DATE}$`, 10);
/** Schema of a calendar date, or a date with a time of day and no time zone. */
export const localSchema = (description: string) => shaped(description, `^${DATE}(${TIME})?$`, 29);
/** Schema of a date, a date with time, or an instant (a date with time and an offset from UTC). */
export const momentSchema = (description: string): Schema<string> =>
  shaped(description, `^${DATE}(${TIME}${OFFSET}?)?$`, 35);

/** A date, or a date with a time of day. */
export type Local = Temporal.PlainDate | Temporal.PlainDateTime;

function read<T>(argument: string, value: string, parse: () => T): T {
  try {
    return parse();
  } catch {
    return fail(argument, `is no existing date: ${quoted(value)}; give one such as 2026-01-31 or 2026-01-31T18:30:00`);
  }
}

/** @throws Error that names `argument` for a day that no calendar has, such as 2026-02-30. */
export function readDate(value: string, argument: string): Temporal.PlainDate {
  return read(argument, value, () => Temporal.PlainDate.from(value, { overflow: 'reject' }));
}

/** @throws Error that names `argument` for a day or time that does not exist. */
export function readLocal(value: string, argument: string): Local {
  return value.includes('T')
    ? read(argument, value, () => Temporal.PlainDateTime.from(value, { overflow: 'reject' }))
    : readDate(value, argument);
}

/** True when the text names an instant: it ends in Z or an offset. */
export function isInstant(value: string): boolean {
  return /T.*(Z|[+-]\d{2}:\d{2})$/.test(value);
}

/** A date at midnight, a date with time as it is, an instant as the date and time that it is in UTC. */
export function readDateTime(value: string, argument: string): Temporal.PlainDateTime {
  return read(argument, value, () =>
    isInstant(value)
      ? Temporal.Instant.from(value).toZonedDateTimeISO('UTC').toPlainDateTime()
      : Temporal.PlainDateTime.from(value, { overflow: 'reject' }),
  );
}

/** Runs a computation of Temporal and blames an argument for what it throws: mostly years out of range. */
export function computed<T>(argument: string, compute: () => T): T {
  try {
    return compute();
  } catch (error) {
    return fail(argument, `leads to no valid date: ${reasonOf(error)}`);
  }
}

/** A date as text. The contract of these operations ends with the year 9999. */
export function written(value: Local, argument: string): string {
  if (value.year < 0 || value.year > 9_999) fail(argument, 'leads to a date outside the years 0000 to 9999');
  return value.toString();
}
