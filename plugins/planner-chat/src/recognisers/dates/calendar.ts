import type { Caught } from '../../grammar/pattern.ts';
import type { RequestContext } from '../../grammar/request-context.ts';
import type { DateReading } from '../../grammar/slots/dates.ts';
import { part } from '../../graph/draft.ts';
import { say } from '../../graph/say.ts';
import type { Claim, Recogniser } from '../recogniser.ts';
import { dayOfMessage, dayRef, plainDay, withYear, writeDay } from './days.ts';

/** A day without a year is that of this one while it lies ahead; afterwards it could be the last or the next. */
function thisYear(reading: DateReading, context: RequestContext): DateReading | null {
  if (reading.kind !== 'yearless') return reading;
  const next = withYear(reading, context, 'next');
  return next?.kind === 'fixed' && next.iso.slice(0, 4) === dayOfMessage(context).slice(0, 4) ? next : null;
}

/** Days before Christmas are counted from this one's, while it lies ahead. */
function countedFromKnown(reading: DateReading, context: RequestContext): DateReading {
  if (reading.kind !== 'offset' || reading.from.kind !== 'yearless') return reading;
  const from = thisYear(reading.from, context);
  return from === null ? reading : { ...reading, from };
}

/** The claim that the answer is a day: its date, or its name. */
export function dayClaim(
  said: DateReading,
  context: RequestContext,
  wanted: 'date' | 'weekday',
): Omit<Claim, 'recogniser'> | null {
  const reading = countedFromKnown(said, context);
  if (plainDay(reading, context) === null) return null;
  return {
    build(draft) {
      const day = dayRef(draft, reading, context) ?? '';
      const weekday =
        wanted === 'weekday' ? draft.compute('weekday', 'The day of the week', 'date.weekday', { date: day }) : null;
      const constant =
        typeof day === 'string' ? draft.compute('day', 'The day', 'value.constant', { value: day }) : day;
      return {
        value: weekday === null ? constant : part(weekday, '/name'),
        line: ['**', writeDay(draft, day, context), '**'],
      };
    },
  };
}

/** "In 90 days": nothing else is said, so it must be the whole message, and no answer to a question. */
function bareDay({ value, raw }: Caught, context: RequestContext): Omit<Claim, 'recogniser'> | null {
  const reading = value as DateReading;
  if (context.isReply || saysOne(raw, context) || isClipped(reading, context)) return null;
  const claim = dayClaim(reading, context, 'date');
  return claim === null ? null : { ...claim, standsAlone: true };
}

/** "In a week" and "in a minute" are said without a calendar in mind. */
export function saysOne(raw: string, { language }: RequestContext): boolean {
  return raw
    .toLowerCase()
    .split(/\s+/)
    .some((word) => language.slotWords.one.has(word));
}

/** A month after 31 January is the last of February, or some days later. */
function isClipped(reading: DateReading, context: RequestContext): boolean {
  if (reading.kind !== 'offset' || reading.unit === 'days' || reading.unit === 'weeks') return false;
  return plainDay(countedFromKnown(reading, context), context)?.day !== plainDay(reading.from, context)?.day;
}

/** Days counted from others, days of the week, today, and weeks. */
export const calendar: readonly Recogniser[] = [
  {
    id: 'dates.add',
    claim(
      { date_expression, alone, counted_from: counted, date_of: relative, base, amount, minus, date_unit },
      context,
    ) {
      if (alone !== undefined) return bareDay(alone, context);
      // "What is in 2 weeks" asks what happens then.
      if (counted !== undefined && /^in\b/i.test(counted.raw)) return null;
      const caught = date_expression ?? counted;
      if (typeof relative?.value === 'number')
        return dayClaim({ kind: 'today', days: relative.value }, context, 'date');
      if (caught !== undefined) return dayClaim(caught.value as DateReading, context, 'date');
      const count = amount?.value ?? minus?.value;
      if (base === undefined || typeof count !== 'number' || typeof date_unit?.value !== 'string') return null;
      const unit = date_unit.value as 'days';
      return dayClaim(
        { kind: 'offset', from: base.value as DateReading, amount: minus === undefined ? count : -count, unit },
        context,
        'date',
      );
    },
  },
  {
    id: 'dates.weekday',
    claim({ date, date_expression }, context) {
      const reading = (date ?? date_expression)?.value as DateReading | undefined;
      const known = reading === undefined ? null : thisYear(reading, context);
      return known === null ? null : dayClaim(known, context, 'weekday');
    },
  },
  { id: 'dates.today', claim: (_captures, context) => dayClaim({ kind: 'today', days: 0 }, context, 'date') },
  {
    id: 'dates.week',
    claim({ date }, context) {
      const reading = (date?.value ?? { kind: 'today', days: 0 }) as DateReading;
      if (plainDay(reading, context) === null) return null;
      return {
        build(draft) {
          const day = dayRef(draft, reading, context) ?? '';
          const result = draft.compute('week', 'The ISO week', 'date.week_number', { date: day });
          return {
            value: part(result, '/week'),
            line: say(context.language.phrases.dates.week, {
              day: writeDay(draft, day, context),
              week: part(result, '/week'),
              year: part(result, '/year'),
            }),
          };
        },
      };
    },
  },
];
