import { computed, dateSchema, readDate, written } from '../../dates/moment.ts';
import { defineOperation } from '../../operation/define-operation.ts';
import { integer, list, object } from '../../operation/schema.ts';

const MOST = 1_000_000;

/** The day itself does not count. Knows of no public holidays: those differ from place to place. */
export const addWeekdays = defineOperation('date.add_weekdays', () => ({
  version: '1.0.0',
  summary: 'The day that lies a number of certain days of the week after a date; a negative number counts back.',
  arguments: object(
    { date: dateSchema('Such as 2026-03-03'), count: integer('How many such days', -MOST, MOST) },
    { weekdays: list(integer('Monday is 1, Sunday 7', 1, 7), 'Which days count (default Monday to Friday)', 7, 1) },
  ),
  result: dateSchema('The day'),
  examples: [
    { arguments: { date: '2026-03-03', count: 10 }, result: '2026-03-17' },
    { arguments: { date: '2026-03-07', count: -1 }, result: '2026-03-06' },
    { arguments: { date: '2026-03-01', count: 3, weekdays: [5] }, result: '2026-03-20' },
  ],
  run({ date, count, weekdays = [1, 2, 3, 4, 5] }) {
    const counted = new Set(weekdays);
    const step = count < 0 ? -1 : 1;
    const weeks = Math.trunc((Math.abs(count) - 1) / counted.size);
    // Whole weeks at once, then day by day: at most a week and the rest.
    let left = Math.abs(count) - Math.max(0, weeks) * counted.size;
    const start = readDate(date, 'date');
    const end = computed('count', () => {
      let day = start.add({ weeks: step * Math.max(0, weeks) });
      while (left > 0) {
        day = day.add({ days: step });
        if (counted.has(day.dayOfWeek)) left--;
      }
      return day;
    });
    return written(end, 'count');
  },
}));
