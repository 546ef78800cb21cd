import { computed, isInstant, momentSchema, readDateTime } from '../../dates/moment.ts';
import { defineOperation } from '../../operation/define-operation.ts';
import { fail } from '../../operation/fail.ts';
import { choice, integer, number, object, text } from '../../operation/schema.ts';

const UNITS = ['years', 'months', 'weeks', 'days', 'hours', 'minutes', 'seconds'] as const;
const MOST = Number.MAX_SAFE_INTEGER;

const part = integer(undefined, -MOST, MOST);
const PARTS = object({
  years: part,
  months: part,
  weeks: part,
  days: part,
  hours: part,
  minutes: part,
  seconds: part,
});
const NOTHING = { years: 0, months: 0, weeks: 0, days: 0, hours: 0, minutes: 0, seconds: 0 } as const;

/**
 * `whole` counts full units, toward zero; `total` has the rest as a fraction; `duration` is the ISO 8601 duration with no unit
 * larger than the chosen one, and `parts` the same as numbers. Dates count from midnight, days have 24 hours, instants are compared in UTC.
 */
export const difference = defineOperation('date.difference', () => ({
  version: '1.1.0',
  summary: 'How long it is from one date to another, in a chosen unit; negative when `to` is earlier.',
  arguments: object(
    { from: momentSchema('Date, date with time, or instant'), to: momentSchema('Of the same kind as from') },
    { unit: choice(UNITS, 'Default days') },
  ),
  result: object({
    whole: integer(undefined, -MOST, MOST),
    total: number(),
    duration: text(undefined, 100),
    parts: PARTS,
  }),
  examples: [
    {
      arguments: { from: '2026-01-31', to: '2026-03-01' },
      result: { whole: 29, total: 29, duration: 'P29D', parts: { ...NOTHING, days: 29 } },
    },
    {
      arguments: { from: '1990-06-15', to: '2026-06-14', unit: 'years' },
      result: {
        whole: 35,
        total: 35.9972602739726,
        duration: 'P35Y11M30D',
        parts: { ...NOTHING, years: 35, months: 11, days: 30 },
      },
    },
    {
      arguments: { from: '2026-03-29T01:00:00+01:00', to: '2026-03-29T03:00:00+02:00', unit: 'minutes' },
      result: { whole: 60, total: 60, duration: 'PT60M', parts: { ...NOTHING, minutes: 60 } },
    },
  ],
  run({ from, to, unit = 'days' }) {
    if (isInstant(from) !== isInstant(to)) {
      fail('to', 'must be of the same kind as from: both with an offset from UTC, or both without');
    }
    const [start, end] = [readDateTime(from, 'from'), readDateTime(to, 'to')];
    return computed('to', () => {
      const duration = start.until(end, { largestUnit: unit });
      const total = Number(duration.total({ unit, relativeTo: start }).toPrecision(15));
      const { years, months, weeks, days, hours, minutes, seconds } = duration;
      const parts = { years, months, weeks, days, hours, minutes, seconds };
      return {
        whole: duration[unit] + 0,
        total: total + 0,
        duration: duration.toString(),
        // Minus zero is zero.
        parts: { ...parts, ...Object.fromEntries(Object.entries(parts).map(([name, value]) => [name, value + 0])) },
      };
    });
  },
}));
