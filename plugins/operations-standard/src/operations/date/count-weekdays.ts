import { dateSchema, readDate } from '../../dates/moment.ts';
import { defineOperation } from '../../operation/define-operation.ts';
import { fail } from '../../operation/fail.ts';
import { integer, list, object } from '../../operation/schema.ts';

/** Monday is 1, Sunday 7. Knows of no public holidays: those differ from place to place. */
export const countWeekdays = defineOperation('date.count_weekdays', () => ({
  version: '1.0.0',
  summary: 'How many days from one date to another, both included, are certain days of the week.',
  arguments: object({
    first: dateSchema('Such as 2026-03-01'),
    last: dateSchema('Not before first'),
    weekdays: list(integer('Monday is 1, Sunday 7', 1, 7), 'Which days count', 7, 1),
  }),
  result: integer('Days', 0, 4_000_000),
  examples: [
    { arguments: { first: '2026-03-01', last: '2026-03-31', weekdays: [1, 2, 3, 4, 5] }, result: 22 },
    { arguments: { first: '2024-02-01', last: '2024-02-29', weekdays: [4] }, result: 5 },
  ],
  run({ first, last, weekdays }) {
    const [start, end] = [readDate(first, 'first'), readDate(last, 'last')];
    const days = start.until(end, { largestUnit: 'days' }).days + 1;
    if (days < 1) fail('last', 'is before first');
    const rest = days % 7;
    return [...new Set(weekdays)].reduce((total, weekday) => {
      const after = (weekday - start.dayOfWeek + 7) % 7;
      return total + Math.floor(days / 7) + (after < rest ? 1 : 0);
    }, 0);
  },
}));
