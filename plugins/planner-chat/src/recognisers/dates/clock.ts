import type { RequestContext } from '../../grammar/request-context.ts';
import type { Duration } from '../../grammar/slots/durations.ts';
import { type GraphDraft, part, type Ref } from '../../graph/draft.ts';
import { say } from '../../graph/say.ts';
import { writeNumber } from '../../graph/write-value.ts';
import { phraseOf } from '../../language/phrase-of.ts';
import type { Recogniser } from '../recogniser.ts';
import { saysOne } from './calendar.ts';
import { nowHere, writeDate } from './days.ts';

const DAY_MINUTES = 1_440;
const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
/** Any day: only the time on it is shown. */
const ON = '2000-01-01T';

/** Adds the tasks for a length of time in seconds. */
export function secondsOf(draft: GraphDraft, { parts }: Duration): Ref {
  const numbers = parts.map(({ amount, unit }) => {
    const args = { value: Number(amount), from: unit, to: 's' };
    return part(draft.compute('seconds', `${amount} ${unit} in seconds`, 'units.convert', args), '/value');
  });
  return draft.compute('together', 'Together', 'list.sum', { numbers });
}

/** Adds the tasks that write seconds as hours, minutes and seconds. */
export function writeSeconds(
  draft: GraphDraft,
  seconds: Ref,
  to: readonly string[],
  { language }: RequestContext,
): Ref {
  const names = to.map((unit) => [...(language.phrases.times[unit] ?? [unit, unit])]);
  const args = { value: seconds, from: 's', to: [...to], names };
  return part(draft.compute('written', 'Write the time', 'units.split', args), '/text');
}

/** Whether a time was said so that it can be nothing but that one of the two halves of the day. */
const isSure = (raw: string, time: string) => /[ap]\.?m|noon|midnight/i.test(raw) || minutesOf(time) >= 13 * 60;

const isShort = ({ seconds }: Duration) => seconds > 0 && seconds < 86_400 && seconds % 60 === 0;

/** What the clock shows now, later, and how long it is from one time to another. */
export const clock: readonly Recogniser[] = [
  {
    id: 'dates.time_here',
    claim(_captures, context) {
      const { time } = context.language.phrases;
      return {
        build(draft) {
          const value = nowHere(draft, context);
          const written = writeDate(draft, value, time, context.language);
          return {
            value,
            line: say(phraseOf(context.language, 'dates.time_here'), { time: written, zone: context.timeZone }),
          };
        },
      };
    },
  },
  {
    id: 'dates.time_span',
    claim({ begins: said, ends, alone, difference, time_unit: unit }, context) {
      const begins = said ?? alone;
      const [from, to] = [begins?.value, ends?.value];
      if (typeof from !== 'string' || typeof to !== 'string' || (alone !== undefined && context.isReply)) return null;
      const isOver = minutesOf(to) <= minutesOf(from);
      const sure = isSure(begins?.raw ?? '', from) || isSure(ends?.raw ?? '', to);
      // From 11:00 to 1:00 are two hours where people leave out "pm". Between 22:00 and 6:00 there are two differences.
      if (isOver && (!sure || difference !== undefined || from === to)) return null;
      const { times } = context.language.phrases;
      const nextDay = phraseOf(context.language, 'dates.the_next_day');
      return {
        standsAlone: alone !== undefined,
        build(draft) {
          const args = { from: `${ON}${from}`, to: `${isOver ? '2000-01-02T' : ON}${to}`, unit: 'seconds' };
          const seconds = part(draft.compute('span', 'From one to the other', 'date.difference', args), '/whole');
          const written = writeSeconds(draft, seconds, ['h', 'min'], context);
          const shown = { from, to: isOver ? `${to} ${nextDay}` : to, span: written };
          if (unit === undefined)
            return { value: written, line: say(phraseOf(context.language, 'dates.time_span'), shown) };
          const wanted = String(unit.value);
          const converted = draft.compute('converted', `In ${unit.raw}`, 'units.convert', {
            value: seconds,
            from: 's',
            to: wanted,
            digits: 40,
          });
          const [one, other] = times[wanted] ?? ['', ''];
          const count = writeNumber(draft, part(converted, '/text'), context.numbers, {
            digits: 7,
            form: 'bold',
            one,
            other,
          });
          return {
            value: part(converted, '/value'),
            line: say(phraseOf(context.language, 'dates.time_span_unit'), { ...shown, count }),
          };
        },
      };
    },
  },
  {
    id: 'dates.time_add',
    claim({ time, duration, side, minus }, context) {
      const [at, length] = [time?.value, duration?.value as Duration | undefined];
      if (typeof at !== 'string' || length === undefined || !isShort(length)) return null;
      const isBack = side?.value === 'before' || minus !== undefined;
      const days = Math.floor((minutesOf(at) + ((isBack ? -1 : 1) * length.seconds) / 60) / DAY_MINUTES);
      const other = phraseOf(context.language, days > 0 ? 'dates.the_next_day' : 'dates.the_day_before');
      const when = days === 0 ? '' : ` ${other}`;
      return {
        build(draft) {
          const seconds = secondsOf(draft, length);
          const signed = isBack
            ? draft.compute('back', 'Backwards', 'math.evaluate', { expression: '-s', variables: { s: seconds } })
            : null;
          const args = { date: `${ON}${at}:00`, seconds: signed === null ? seconds : part(signed, '/value') };
          const moment = draft.compute('moment', 'Count from there', 'date.add', args);
          const value = draft.compute('time', 'Write the time', 'date.format', { date: moment, pattern: 'HH:mm' });
          return { value, line: ['**', value, `**${when}`] };
        },
      };
    },
  },
  {
    id: 'dates.time_from_now',
    claim({ duration, alone, minus }, context) {
      const length = (duration ?? alone)?.value as Duration | undefined;
      if (length === undefined || !isShort(length)) return null;
      if (alone !== undefined && (context.isReply || saysOne(alone.raw, context))) return null;
      const { time } = context.language.phrases;
      return {
        standsAlone: alone !== undefined,
        build(draft) {
          const now = draft.compute('clock', 'The time of the message', 'value.constant', { value: context.now });
          const utc = draft.compute('utc', 'In UTC', 'date.convert_time_zone', { date_time: now, to_time_zone: 'UTC' });
          const seconds = secondsOf(draft, length);
          const signed =
            minus === undefined
              ? null
              : draft.compute('back', 'Backwards', 'math.evaluate', { expression: '-s', variables: { s: seconds } });
          const moment = draft.compute('moment', 'Count from now', 'date.add', {
            date: part(utc, '/date_time'),
            seconds: signed === null ? seconds : part(signed, '/value'),
          });
          const here = draft.compute('here', `In ${context.timeZone}`, 'date.convert_time_zone', {
            date_time: moment,
            from_time_zone: 'UTC',
            to_time_zone: context.timeZone,
          });
          const value = part(here, '/date_time');
          const written = writeDate(draft, value, time, context.language);
          return {
            value,
            line: say(phraseOf(context.language, 'dates.then_here'), { time: written, zone: context.timeZone }),
          };
        },
      };
    },
  },
];
