import { computed, isInstant, momentSchema, readDateTime } from '../../dates/moment.ts';
import { defineOperation } from '../../operation/define-operation.ts';
import { fail } from '../../operation/fail.ts';
import { choice, integer, number, object, text } from '../../operation/schema.ts';

const UNITS = ['years', 'months', 'weeks', 'days', 'hours', 'minutes', 'seconds'] as const;
const MOST = Number.MAX_SAFE_INTEGER;

/**
 * `whole` counts full units, toward zero; `total` has the rest as a fraction; `duration` is the ISO 8601 duration with no unit
 * larger than the chosen one. Dates count from midnight, days have 24 hours, instants are compared in UTC.
 */
export const difference = defineOperation('date.difference', () => ({
  version: '1.0.0',
  summary: 'How long it is from one date to another, in a chosen unit; negative when `to` is earlier.',
  arguments: object(
    { from: momentSchema('Date, date with time, or instant'), to: momentSchema('Of the same kind as from') },
    { unit: choice(UNITS, 'Default days') },
  ),
  result: object({ whole: integer(undefined, -MOST, MOST), total: number(), duration: text(undefined, 100) }),
  examples: [
    { arguments: { from: '2026-01-31', to: '2026-03-01' }, result: { whole: 29, total: 29, duration: 'P29D' } },
    {
      arguments: { from: '1990-06-15', to: '2026-06-14', unit: 'years' },
      result: { whole: 35, total: 35.9972602739726, duration: 'P35Y11M30D' },
    },
    {
      arguments: { from: '2026-03-29T01:00:00+01:00', to: '2026-03-29T03:00:00+02:00', unit: 'minutes' },
      result: { whole: 60, total: 60, duration: 'PT60M' },
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
      return { whole: duration[unit] + 0, total: total + 0, duration: duration.toString() };
    });
  },
}));
