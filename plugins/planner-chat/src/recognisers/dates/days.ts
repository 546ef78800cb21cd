import type { RequestContext } from '../../grammar/request-context.ts';
import type { DateReading } from '../../grammar/slots/dates.ts';
import { type GraphDraft, part, type Ref } from '../../graph/draft.ts';
import type { Language } from '../../language/language.ts';

/** The date and time where the person is, as a shared task: the clock was read once, by the caller. */
export function nowHere(draft: GraphDraft, { now, timeZone }: RequestContext): Ref {
  return draft.share('now', () => {
    const clock = draft.compute('now', 'The time of the message', 'value.constant', { value: now });
    const here = draft.compute('now_here', `In ${timeZone}`, 'date.convert_time_zone', {
      date_time: clock,
      to_time_zone: timeZone,
    });
    return part(here, '/date_time');
  });
}

/** Today's date where the person is. */
export function today(draft: GraphDraft, context: RequestContext): Ref {
  return draft.share('today', () =>
    draft.compute('today', 'Today', 'text.slice', { text: nowHere(draft, context), end: 10 }),
  );
}

/** The year and day that the message was written on: which year "25 December" belongs to is a matter of reading, not of computing. */
export function dayOfMessage({ now, timeZone }: RequestContext): string {
  return Temporal.Instant.from(now).toZonedDateTimeISO(timeZone).toPlainDate().toString();
}

/** The next, or the latest, day with that month and day, seen from the message. Null for 29 February. */
export function withYear(
  reading: DateReading,
  context: RequestContext,
  direction: 'next' | 'latest',
): DateReading | null {
  if (reading.kind !== 'yearless') return reading;
  if (reading.month === 2 && reading.day === 29) return null;
  const seen = Temporal.PlainDate.from(dayOfMessage(context));
  const here = seen.with({ month: reading.month, day: reading.day });
  const past = Temporal.PlainDate.compare(here, seen) < 0;
  const shift = direction === 'next' ? (past ? 1 : 0) : past || here.equals(seen) ? 0 : -1;
  return { kind: 'fixed', iso: here.add({ years: shift }).toString() };
}

/** A day as an argument of tasks; null when it has no year. */
export function dayRef(draft: GraphDraft, reading: DateReading, context: RequestContext): Ref | string | null {
  switch (reading.kind) {
    case 'fixed':
      return reading.iso;
    case 'today':
      if (reading.days === 0) return today(draft, context);
      return draft.compute('day', 'The day', 'date.add', { date: today(draft, context), days: reading.days });
    case 'offset': {
      const from = dayRef(draft, reading.from, context);
      if (from === null) return null;
      return draft.compute('day', `Count ${reading.amount} ${reading.unit}`, 'date.add', {
        date: from,
        [reading.unit]: reading.amount,
      });
    }
    default:
      return null;
  }
}

/** The day that a reading leads to, seen from the message; null when it has no year, or leaves the calendar of today. */
export function plainDay(reading: DateReading, context: RequestContext): Temporal.PlainDate | null {
  const day = countedDay(reading, context);
  return day === null || day.year < 1583 || day.year > 9999 ? null : day;
}

function countedDay(reading: DateReading, context: RequestContext): Temporal.PlainDate | null {
  switch (reading.kind) {
    case 'fixed':
      return Temporal.PlainDate.from(reading.iso);
    case 'today':
      return Temporal.PlainDate.from(dayOfMessage(context)).add({ days: reading.days });
    case 'offset': {
      const { amount, unit } = reading;
      // Nobody counts beyond the calendar, and dates have an end.
      if (Math.abs(amount) * ROUGH_DAYS[unit] > 3_000_000) return null;
      return plainDay(reading.from, context)?.add({ [unit]: amount }) ?? null;
    }
    default:
      return null;
  }
}

const ROUGH_DAYS = { days: 1, weeks: 7, months: 30, years: 365 } as const;

/** Adds the task that writes a day in words, as people of the locale do. */
export function writeDay(draft: GraphDraft, day: Ref | string, { country, language }: RequestContext): Ref {
  const { day: patterns } = language.phrases;
  return writeDate(draft, day, patterns[country] ?? patterns[''] ?? 'yyyy-MM-dd', language);
}

/** Adds the task that writes a day or a time in a pattern, with the names that the language has for months and days. */
export function writeDate(draft: GraphDraft, date: Ref | string, pattern: string, { code, phrases }: Language): Ref {
  const { months, weekdays } = phrases;
  const names = code === 'en' ? {} : { month_names: months, weekday_names: weekdays };
  return draft.compute('written', 'Write the date', 'date.format', { date, pattern, ...names });
}
