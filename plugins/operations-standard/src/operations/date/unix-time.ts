import { defineOperation } from '../../operation/define-operation.ts';
import { fail, quoted } from '../../operation/fail.ts';
import { integer, object, shaped, text } from '../../operation/schema.ts';

const INSTANT = '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,9})?)?(Z|[+-]\\d{2}:\\d{2})$';
/** The last second of the year 9999. */
const LAST = 253_402_300_799;
/** The first second of the year 0. */
const FIRST = -62_167_219_200;

/** Leap seconds are not counted, as everywhere in Unix time. */
export const fromUnixTime = defineOperation('date.from_unix_time', () => ({
  version: '1.0.0',
  summary: 'The moment that lies so many seconds, or milliseconds, after 1 January 1970 in UTC.',
  arguments: object(
    {},
    { seconds: integer(undefined, FIRST, LAST), milliseconds: integer('Instead', FIRST * 1000, LAST * 1000) },
  ),
  result: text('RFC 3339 in UTC', 35),
  examples: [
    { arguments: { seconds: 1_700_000_000 }, result: '2023-11-14T22:13:20Z' },
    { arguments: { milliseconds: 1_700_000_000_123 }, result: '2023-11-14T22:13:20.123Z' },
  ],
  run({ seconds, milliseconds }) {
    if ((seconds === undefined) === (milliseconds === undefined))
      fail('seconds', 'or milliseconds is needed, and not both');
    return Temporal.Instant.fromEpochMilliseconds(milliseconds ?? (seconds ?? 0) * 1000).toString();
  },
}));

/** Fractions of a second are left out: the result is the last full second. */
export const toUnixTime = defineOperation('date.to_unix_time', () => ({
  version: '1.0.0',
  summary: 'How many seconds after 1 January 1970 in UTC a moment is.',
  arguments: object({ instant: shaped('Such as 2026-11-21T12:00:00Z', INSTANT, 35) }),
  result: integer(undefined, FIRST - 86_400, LAST + 86_400),
  examples: [
    { arguments: { instant: '2026-11-21T12:00:00Z' }, result: 1_795_262_400 },
    { arguments: { instant: '1969-12-31T23:59:59.5Z' }, result: -1 },
  ],
  run({ instant }) {
    try {
      return Math.floor(Temporal.Instant.from(instant).epochMilliseconds / 1000);
    } catch {
      return fail('instant', `is no existing moment: ${quoted(instant)}`);
    }
  },
}));
