import { defineOperation } from '../../operation/define-operation.ts';
import { boolean, integer, object } from '../../operation/schema.ts';

const isLeap = (year: number) => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

/** By the Gregorian rule, for every year. */
export const leapYear = defineOperation('date.leap_year', () => ({
  version: '1.0.0',
  summary: 'Whether a year has 366 days, and which year after it is the next that has.',
  arguments: object({ year: integer(undefined, 1, 9_990) }),
  result: object({
    leap: boolean(),
    days: integer(undefined, 365, 366),
    next: integer('The first leap year after it', 2, 9_999),
  }),
  examples: [
    { arguments: { year: 2028 }, result: { leap: true, days: 366, next: 2032 } },
    { arguments: { year: 1897 }, result: { leap: false, days: 365, next: 1904 } },
  ],
  run({ year }) {
    // The next is at most eight years away, around a century that has none.
    const next = Array.from({ length: 8 }, (_, i) => year + 1 + i).find(isLeap) ?? year;
    return { leap: isLeap(year), days: isLeap(year) ? 366 : 365, next };
  },
}));
