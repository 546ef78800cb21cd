import { dateSchema, readDate, written } from '../../dates/moment.ts';
import { defineOperation } from '../../operation/define-operation.ts';
import { choice, object } from '../../operation/schema.ts';

function startOf(date: Temporal.PlainDate, period: 'week' | 'month' | 'quarter' | 'year'): Temporal.PlainDate {
  switch (period) {
    case 'week':
      return date.subtract({ days: date.dayOfWeek - 1 });
    case 'month':
      return date.with({ day: 1 });
    case 'quarter':
      return date.with({ month: date.month - ((date.month - 1) % 3), day: 1 });
    default:
      return date.with({ month: 1, day: 1 });
  }
}

const LENGTHS = { week: { weeks: 1 }, month: { months: 1 }, quarter: { months: 3 }, year: { years: 1 } } as const;

/** Weeks begin with Monday. */
export const boundary = defineOperation('date.boundary', () => ({
  version: '1.0.0',
  summary: 'The first and the last day of the week, month, quarter or year that a date lies in.',
  arguments: object({ date: dateSchema('Such as 2026-05-20'), period: choice(['week', 'month', 'quarter', 'year']) }),
  result: object({ first: dateSchema('First day'), last: dateSchema('Last day') }),
  examples: [
    { arguments: { date: '2026-05-20', period: 'quarter' }, result: { first: '2026-04-01', last: '2026-06-30' } },
    { arguments: { date: '2024-02-10', period: 'month' }, result: { first: '2024-02-01', last: '2024-02-29' } },
  ],
  run({ date, period }) {
    const first = startOf(readDate(date, 'date'), period);
    const last = first.add(LENGTHS[period]).subtract({ days: 1 });
    return { first: written(first, 'date'), last: written(last, 'date') };
  },
}));
