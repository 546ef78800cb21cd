import { dateSchema, readDate } from '../../dates/moment.ts';
import { defineOperation } from '../../operation/define-operation.ts';
import { integer, object } from '../../operation/schema.ts';

/** ISO 8601: weeks begin with Monday, and week 1 holds the year's first Thursday, so the year may differ from the date's. */
export const weekNumber = defineOperation('date.week_number', () => ({
  version: '1.0.0',
  summary: 'The ISO week of a date, with the year that the week belongs to.',
  arguments: object({ date: dateSchema('Such as 2026-01-31') }),
  result: object({ year: integer(undefined, -1, 10_000), week: integer(undefined, 1, 53) }),
  examples: [
    { arguments: { date: '2026-01-31' }, result: { year: 2026, week: 5 } },
    { arguments: { date: '2027-01-01' }, result: { year: 2026, week: 53 } },
  ],
  run({ date }) {
    const day = readDate(date, 'date');
    return { year: day.yearOfWeek ?? day.year, week: day.weekOfYear ?? 1 };
  },
}));
