import type { Caught } from '../../grammar/pattern.ts';
import { part } from '../../graph/draft.ts';
import { escapeMarkdown } from '../../graph/markdown.ts';
import { say } from '../../graph/say.ts';
import { writeNumber } from '../../graph/write-value.ts';
import type { Language } from '../../language/language.ts';
import { phraseOf } from '../../language/phrase-of.ts';
import type { Recogniser } from '../recogniser.ts';
import { writeDate } from './days.ts';

/** A place as it is written: with capitals, where somebody left them out. */
function placeName(raw: string): string {
  const name = raw === raw.toLowerCase() ? raw.replaceAll(/(?<!\p{L})\p{L}/gu, (letter) => letter.toUpperCase()) : raw;
  return escapeMarkdown(
    /^([a-z]{2,3}t|utc|gmt|nyc|aest|aedt|nzst|nzdt|cest|eest)$/i.test(name) ? name.toUpperCase() : name,
  );
}

/** What a zone is called: as it was said, or by its name where that was "my time". */
function placeOf(caught: Caught | undefined, zone: string, { vocabularies }: Language): string {
  const said = caught?.raw ?? zone;
  return vocabularies.my_zone !== undefined && Object.hasOwn(vocabularies.my_zone, said.toLowerCase())
    ? zone
    : placeName(said);
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
        return { value, line: say(dates.time_there, { place: placeOf(zone, there, language), time: written }) };
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
  claim({ time, from, to, mine }, { now, language, timeZone }) {
    const [at, here, there] = [time?.value, from?.value, mine === undefined ? to?.value : timeZone];
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
        const places = { from: placeOf(from, here, language), to: placeOf(to, there, language) };
        return { value, line: say(dates.converted_time, { at, ...places, time: written }) };
      },
    };
  },
};

/** "time difference between London and Tokyo": of today, because clocks change over the year. */
export const zoneDifference: Recogniser = {
  id: 'dates.zone_difference',
  claim({ from, to }, { now, language, numbers }) {
    const [here, there] = [from?.value, to?.value];
    if (typeof here !== 'string' || typeof there !== 'string') return null;
    const [first, second] = [here, there].map(
      (zone) => Temporal.Instant.from(now).toZonedDateTimeISO(zone).offsetNanoseconds,
    );
    if (first === undefined || second === undefined || first === second) return null;
    const places = { from: placeOf(from, here, language), to: placeOf(to, there, language) };
    const [earlier, later] = second > first ? [here, there] : [there, here];
    return {
      build(draft) {
        const local = (zone: string) => {
          const args = { date_time: now, to_time_zone: zone };
          return part(draft.compute('now_there', `Now in ${zone}`, 'date.convert_time_zone', args), '/date_time');
        };
        const args = { from: local(earlier), to: local(later), unit: 'minutes' };
        const minutes = part(draft.compute('difference', 'How far apart', 'date.difference', args), '/whole');
        const hours = draft.compute('hours', 'In hours', 'units.convert', {
          value: minutes,
          from: 'min',
          to: 'h',
          digits: 40,
        });
        const [one, other] = language.phrases.times.h ?? ['', ''];
        const written = writeNumber(draft, part(hours, '/text'), numbers, { one, other });
        const sentence = phraseOf(language, second > first ? 'dates.zone_ahead' : 'dates.zone_behind');
        return { value: part(hours, '/value'), line: say(sentence, { ...places, hours: written }) };
      },
    };
  },
};
