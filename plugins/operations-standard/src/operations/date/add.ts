import { computed, localSchema, readLocal, written } from '../../dates/moment.ts';
import { defineOperation } from '../../operation/define-operation.ts';
import { fail } from '../../operation/fail.ts';
import { integer, object } from '../../operation/schema.ts';

const amount = (description: string) => integer(description, -1_000_000_000, 1_000_000_000);

/** Adds years and months first, then the rest. A day that the month lacks becomes its last: 31 January + 1 month is 28 February. */
export const add = defineOperation('date.add', () => ({
  version: '1.0.0',
  summary: 'Adds years, months, weeks, days, hours, minutes or seconds to a date; negative numbers subtract.',
  arguments: object(
    { date: localSchema('Such as 2026-01-31 or 2026-01-31T18:30:00') },
    {
      years: amount('Negative for earlier'),
      months: amount('Negative for earlier'),
      weeks: amount('Negative for earlier'),
      days: amount('Negative for earlier'),
      hours: amount('Only when the date has a time'),
      minutes: amount('Only when the date has a time'),
      seconds: amount('Only when the date has a time'),
    },
  ),
  result: localSchema('Of the same kind as date'),
  examples: [
    { arguments: { date: '2026-01-31', months: 1 }, result: '2026-02-28' },
    { arguments: { date: '2026-12-31T23:30:00', minutes: 45 }, result: '2027-01-01T00:15:00' },
    { arguments: { date: '2026-03-01', days: -1 }, result: '2026-02-28' },
  ],
  run({ date, years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0 }) {
    const start = readLocal(date, 'date');
    if (start instanceof Temporal.PlainDate && (hours !== 0 || minutes !== 0 || seconds !== 0)) {
      fail('date', `has no time of day to add hours, minutes or seconds to; give one such as ${date}T00:00:00`);
    }
    // One duration cannot mix signs, so the units are added one after the other, the largest first.
    const steps = [{ months: years * 12 + months }, { weeks }, { days }, { hours }, { minutes }, { seconds }];
    const end = computed('date', () =>
      steps.reduce((at, step) => (Object.values(step)[0] === 0 ? at : at.add(step)), start),
    );
    return written(end, 'date');
  },
}));
