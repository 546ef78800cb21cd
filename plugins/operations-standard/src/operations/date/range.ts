import { dateSchema, readDate, written } from '../../dates/moment.ts';
import { defineOperation } from '../../operation/define-operation.ts';
import { fail } from '../../operation/fail.ts';
import { choice, integer, list, object } from '../../operation/schema.ts';

const MAX_DATES = 10_000;

/** Every date is counted from the first, so monthly steps from 31 January keep the last day of each month. */
export const range = defineOperation('date.range', () => ({
  version: '1.0.0',
  summary: 'Lists the dates from one to another, both included, in steps of days, weeks, months or years.',
  arguments: object(
    { first: dateSchema('Such as 2026-01-31'), last: dateSchema('Not before first') },
    { unit: choice(['days', 'weeks', 'months', 'years'], 'Default days'), step: integer('Default 1', 1, 10_000) },
  ),
  result: list(dateSchema('Ascending'), undefined, MAX_DATES),
  examples: [
    {
      arguments: { first: '2026-01-31', last: '2026-04-30', unit: 'months' },
      result: ['2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30'],
    },
  ],
  run({ first, last, unit = 'days', step = 1 }) {
    const [start, end] = [readDate(first, 'first'), readDate(last, 'last')];
    const dates: string[] = [];
    for (let i = 0; ; i++) {
      const next = start.add({ [unit]: i * step });
      if (Temporal.PlainDate.compare(next, end) > 0) return dates;
      if (dates.length === MAX_DATES) fail('last', `is more than ${MAX_DATES} steps after first; take a longer step`);
      dates.push(written(next, 'last'));
    }
  },
}));
