import { part } from '../../graph/draft.ts';
import { say } from '../../graph/say.ts';
import { phraseOf } from '../../language/phrase-of.ts';
import type { Recogniser } from '../recogniser.ts';
import { writeDate } from './days.ts';

const LAST_SECOND = 253_402_300_799;
/** From here on, a count is one of milliseconds: as seconds, it would lie beyond the year 5000. */
const MILLISECONDS = 100_000_000_000;

/** Unix time, in both directions. */
export const unixTime: readonly Recogniser[] = [
  {
    id: 'dates.from_unix',
    claim({ unix, integer }, { language, timeZone }) {
      const count = integer?.value;
      if (typeof count !== 'number' || count < 0 || count > LAST_SECOND * 1000) return null;
      // Without a word for it, only a count of today's size is one, in seconds or milliseconds.
      if (unix === undefined && !/^1\d{9}(\d{3})?$/.test(integer?.raw ?? '')) return null;
      const args = count < MILLISECONDS ? { seconds: count } : { milliseconds: count };
      return {
        build(draft) {
          const value = draft.compute('moment', `The moment ${count}`, 'date.from_unix_time', args);
          const at = (to: string) => {
            const there = draft.compute('there', `In ${to}`, 'date.convert_time_zone', {
              date_time: value,
              to_time_zone: to,
            });
            return writeDate(draft, part(there, '/date_time'), phraseOf(language, 'dates.moment'), language);
          };
          if (timeZone === 'UTC')
            return {
              value,
              line: say(phraseOf(language, 'dates.unix_moment_utc'), { count: String(count), utc: at('UTC') }),
            };
          const line = say(phraseOf(language, 'dates.unix_moment'), {
            count: String(count),
            utc: at('UTC'),
            here: at(timeZone),
            zone: timeZone,
          });
          return { value, line };
        },
      };
    },
  },
  {
    id: 'dates.to_unix',
    claim({ instant }, { now, language }) {
      const moment = instant?.value ?? now;
      if (typeof moment !== 'string') return null;
      return {
        build(draft) {
          const at = draft.compute('moment', 'The moment', 'value.constant', { value: moment });
          const value = draft.compute('unix_time', 'In Unix time', 'date.to_unix_time', { instant: at });
          const shown = instant?.raw ?? moment;
          return { value, line: say(phraseOf(language, 'dates.unix_time'), { moment: shown, count: value }) };
        },
      };
    },
  },
];
