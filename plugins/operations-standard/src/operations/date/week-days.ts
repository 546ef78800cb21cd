import { dateSchema, written } from '../../dates/moment.ts';
import { defineOperation } from '../../operation/define-operation.ts';
import { fail } from '../../operation/fail.ts';
import { integer, object } from '../../operation/schema.ts';

/** The counterpart of date.week_number. A year has 52 or 53 weeks; the first may begin, and the last end, in another year. */
export const weekDays = defineOperation('date.week_days', () => ({
  version: '1.0.0',
  summary: 'The Monday and the Sunday of an ISO week.',
  arguments: object({ year: integer('Of the week', 1, 9_998), week: integer(undefined, 1, 53) }),
  result: object({ first: dateSchema('Monday'), last: dateSchema('Sunday') }),
  examples: [
    { arguments: { year: 2026, week: 12 }, result: { first: '2026-03-16', last: '2026-03-22' } },
    { arguments: { year: 2026, week: 53 }, result: { first: '2026-12-28', last: '2027-01-03' } },
  ],
  run({ year, week }) {
    const fourth = new Temporal.PlainDate(year, 1, 4);
    const first = fourth.subtract({ days: fourth.dayOfWeek - 1 }).add({ weeks: week - 1 });
    if (first.yearOfWeek !== year) fail('week', `is ${week}, and ${year} has only 52`);
    return { first: written(first, 'week'), last: written(first.add({ days: 6 }), 'week') };
  },
}));
