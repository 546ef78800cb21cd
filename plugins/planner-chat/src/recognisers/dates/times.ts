import { part } from '../../graph/draft.ts';
import { escapeMarkdown } from '../../graph/markdown.ts';
import { say } from '../../graph/say.ts';
import type { Recogniser } from '../recogniser.ts';
import { writeDate } from './days.ts';

/** A place as it is written: with capitals, where somebody left them out. */
function placeName(raw: string): string {
  const name = raw === raw.toLowerCase() ? raw.replaceAll(/(?<!\p{L})\p{L}/gu, (letter) => letter.toUpperCase()) : raw;
  return escapeMarkdown(/^(utc|gmt|nyc)$/i.test(name) ? name.toUpperCase() : name);
}

/** "what time is it in Tokyo". */
export const timeThere: Recogniser = {
  id: 'dates.time_there',
  claim({ zone }, { now, language }) {
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
        const { dates, time: pattern } = language.phrases;
        const written = writeDate(draft, value, pattern, language);
        return { value, line: say(dates.time_there, { place: placeName(zone?.raw ?? there), time: written }) };
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
  claim({ time, from, to }, { now, language }) {
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
        const { dates, time: pattern } = language.phrases;
        const written = writeDate(draft, value, pattern, language);
        const places = { from: placeName(from?.raw ?? here), to: placeName(to?.raw ?? there) };
        return { value, line: say(dates.converted_time, { at, ...places, time: written }) };
      },
    };
  },
};
