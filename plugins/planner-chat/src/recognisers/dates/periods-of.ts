import type { DateReading } from '../../grammar/slots/dates.ts';
import { part } from '../../graph/draft.ts';
import { say } from '../../graph/say.ts';
import type { Recogniser } from '../recogniser.ts';
import { dayRef, plainDay, writeDate, writeDay } from './days.ts';

/** How many ISO weeks a year has: the week of 28 December is always its last. */
const weeksOf = (year: number) => new Temporal.PlainDate(year, 12, 28).weekOfYear ?? 52;

/** Quarters of the calendar year, and the days of ISO weeks. */
export const periodsOf: readonly Recogniser[] = [
  {
    id: 'dates.quarter',
    claim({ date }, context) {
      const reading = (date?.value ?? { kind: 'today', days: 0 }) as DateReading;
      if (plainDay(reading, context) === null) return null;
      return {
        build(draft) {
          const day = dayRef(draft, reading, context) ?? '';
          const digit = draft.compute('quarter', 'The quarter', 'date.format', { date: day, pattern: 'Q' });
          const value = draft.compute('quarter_number', 'As a number', 'json.parse', { text: digit });
          const year = writeDate(draft, day, 'yyyy', context.language);
          const line = { day: writeDay(draft, day, context), quarter: digit, year };
          return { value, line: say(context.language.phrases.dates.quarter, line) };
        },
      };
    },
  },
  {
    id: 'dates.week_days',
    claim({ week: number, year: named }, context) {
      const [week, year] = [number?.value, named?.value];
      if (typeof week !== 'number' || typeof year !== 'number' || year < 1900 || year > 2199) return null;
      if (week < 1 || week > weeksOf(year)) return null;
      return {
        build(draft) {
          const days = draft.compute('days', `The days of week ${week}`, 'date.week_days', { year, week });
          const [first, last] = [part(days, '/first'), part(days, '/last')];
          const written = { first: writeDay(draft, first, context), last: writeDay(draft, last, context) };
          const line = { ...written, week: String(week), year: String(year) };
          return { value: days, line: say(context.language.phrases.dates.week_days, line) };
        },
      };
    },
  },
];
