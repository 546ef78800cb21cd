import { part } from '../../graph/draft.ts';
import type { Recogniser } from '../recogniser.ts';

/** "what time is it in Tokyo". */
export const timeThere: Recogniser = {
  id: 'dates.time_there',
  claim({ zone }, { now }) {
    const there = zone?.value;
    if (typeof there !== 'string') return null;
    return {
      build(draft) {
        const clock = draft.share('clock', () =>
          draft.compute('clock', 'The time of the message', 'value.constant', { value: now }),
        );
        const time = draft.compute('time_there', `In ${there}`, 'date.convert_time_zone', {
          date_time: clock,
          to_time_zone: there,
        });
        const value = part(time, '/date_time');
        const written = draft.compute('written', 'Write the time', 'date.format', {
          date: value,
          pattern: "HH:mm 'on' EEEE, d MMMM yyyy",
        });
        return { value, line: [`In ${zone?.raw ?? there} it is **`, written, '**'] };
      },
    };
  },
};

/** Whether the clocks of a zone show a time exactly once today: where they are changed, some times come twice or never. */
function happensOnce(at: string, zone: string, now: string): boolean {
  const today = Temporal.Instant.from(now).toZonedDateTimeISO(zone).toPlainDate();
  const moments = (['earlier', 'later'] as const).map((disambiguation) =>
    today.toPlainDateTime(at).toZonedDateTime(zone, { disambiguation }),
  );
  const [earlier, later] = moments.map(({ epochMilliseconds }) => epochMilliseconds);
  return earlier === later;
}

/** "3 pm London in Tokyo": on the day that it is there now, because clocks change over the year. */
export const convertTime: Recogniser = {
  id: 'dates.convert_time',
  claim({ time, from, to }, { now }) {
    const [at, here, there] = [time?.value, from?.value, to?.value];
    if (typeof at !== 'string' || typeof here !== 'string' || typeof there !== 'string' || here === there) return null;
    if (!happensOnce(at, here, now)) return null;
    return {
      build(draft) {
        const clock = draft.share('clock', () =>
          draft.compute('clock', 'The time of the message', 'value.constant', { value: now }),
        );
        const local = draft.compute('now_there', `Now in ${here}`, 'date.convert_time_zone', {
          date_time: clock,
          to_time_zone: here,
        });
        const day = draft.compute('day', 'The day there', 'text.slice', { text: part(local, '/date_time'), end: 10 });
        const moment = draft.compute('moment', 'The moment', 'text.concat', { parts: [day, `T${at}:00`] });
        const result = draft.compute('time_there', `In ${there}`, 'date.convert_time_zone', {
          date_time: moment,
          from_time_zone: here,
          to_time_zone: there,
        });
        const value = part(result, '/date_time');
        const written = draft.compute('written', 'Write the time', 'date.format', {
          date: value,
          pattern: "HH:mm 'on' EEEE, d MMMM yyyy",
        });
        return { value, line: [`${at} in ${from?.raw ?? here} is **`, written, `** in ${to?.raw ?? there}`] };
      },
    };
  },
};
