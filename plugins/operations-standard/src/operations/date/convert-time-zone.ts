import { computed, isInstant, readLocal, written } from '../../dates/moment.ts';
import { defineOperation } from '../../operation/define-operation.ts';
import { fail, quoted } from '../../operation/fail.ts';
import { choice, object, shaped, text } from '../../operation/schema.ts';

const zone = (description: string) => shaped(description, '^([A-Za-z][A-Za-z0-9_+/-]{0,63}|[+-]\\d{2}:\\d{2})$', 64);

function requireZone(name: string, argument: string): string {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return name;
  } catch {
    return fail(argument, `is no known time zone: ${quoted(name)}; give one such as Europe/Zurich, UTC or +02:00`);
  }
}

/** Uses the time zone data of the runtime: zones whose rules change by law can change with it. */
export const convertTimeZone = defineOperation('date.convert_time_zone', () => ({
  version: '1.0.0',
  summary: 'Says what date and time it is in another time zone.',
  arguments: object(
    {
      date_time: shaped(
        'Such as 2026-01-31T18:30:00 with from_time_zone, or an instant such as 2026-01-31T18:30:00Z',
        '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,9})?)?(Z|[+-]\\d{2}:\\d{2})?$',
        35,
      ),
      to_time_zone: zone('IANA name such as Europe/Zurich, or UTC, or an offset such as +02:00'),
    },
    {
      from_time_zone: zone('Where date_time is local time; must be absent when date_time has an offset'),
      disambiguation: choice(
        ['compatible', 'earlier', 'later', 'reject'],
        'Which instant a local time means that a clock change skips or repeats (default compatible, as in RFC 5545)',
      ),
    },
  ),
  result: object({
    date_time: text('Local time in the other zone', 35),
    offset: text('From UTC, such as +01:00', 6),
    instant: text('The same moment in UTC', 35),
  }),
  examples: [
    {
      arguments: {
        date_time: '2026-07-01T09:00:00',
        from_time_zone: 'America/New_York',
        to_time_zone: 'Europe/Zurich',
      },
      result: { date_time: '2026-07-01T15:00:00', offset: '+02:00', instant: '2026-07-01T13:00:00Z' },
    },
    {
      arguments: { date_time: '2026-01-31T18:30:00Z', to_time_zone: 'Asia/Kolkata' },
      result: { date_time: '2026-02-01T00:00:00', offset: '+05:30', instant: '2026-01-31T18:30:00Z' },
    },
  ],
  run({ date_time, to_time_zone, from_time_zone, disambiguation = 'compatible' }) {
    const target = requireZone(to_time_zone, 'to_time_zone');
    if (isInstant(date_time) === (from_time_zone !== undefined)) {
      fail('from_time_zone', 'is needed exactly when date_time has no offset such as Z or +02:00');
    }
    const instant = computed('date_time', () => {
      if (from_time_zone === undefined) return Temporal.Instant.from(date_time);
      const local = Temporal.PlainDateTime.from(readLocal(date_time, 'date_time'));
      return local.toZonedDateTime(requireZone(from_time_zone, 'from_time_zone'), { disambiguation }).toInstant();
    });
    const there = instant.toZonedDateTimeISO(target);
    return {
      date_time: written(there.toPlainDateTime(), 'date_time'),
      offset: there.offset.slice(0, 6),
      instant: instant.toString(),
    };
  },
}));
