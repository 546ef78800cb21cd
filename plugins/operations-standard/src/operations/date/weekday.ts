import { dateSchema, readDate } from '../../dates/moment.ts';
import { WEEKDAYS } from '../../dates/names.ts';
import { defineOperation } from '../../operation/define-operation.ts';
import { boolean, choice, integer, object } from '../../operation/schema.ts';

/** Weeks begin with Monday (1), as in ISO 8601; the weekend is Saturday and Sunday. */
export const weekday = defineOperation('date.weekday', () => ({
  version: '1.0.0',
  summary: 'The day of the week of a date.',
  arguments: object({ date: dateSchema('Such as 2026-01-31') }),
  result: object({ number: integer('1 is Monday', 1, 7), name: choice(WEEKDAYS), weekend: boolean() }),
  examples: [{ arguments: { date: '2026-01-31' }, result: { number: 6, name: 'Saturday', weekend: true } }],
  run({ date }) {
    const number = readDate(date, 'date').dayOfWeek;
    return { number, name: WEEKDAYS[number - 1] ?? 'Monday', weekend: number > 5 };
  },
}));
