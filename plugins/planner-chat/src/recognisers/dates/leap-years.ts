import { part } from '../../graph/draft.ts';
import { say } from '../../graph/say.ts';
import { phraseOf } from '../../language/phrase-of.ts';
import type { Recogniser } from '../recogniser.ts';
import { dayOfMessage } from './days.ts';

/** Before it, leap years followed another rule. */
const FIRST = 1583;
const LAST = 9_990;

/** "is 2028 a leap year", "when is the next leap year". */
export const leapYears: readonly Recogniser[] = [
  {
    id: 'dates.leap_year',
    claim({ integer, this_year: now }, context) {
      const year = now === undefined ? integer?.value : Number(dayOfMessage(context).slice(0, 4));
      if (typeof year !== 'number' || year < FIRST || year > LAST) return null;
      return {
        build(draft) {
          const found = draft.compute('year', `The length of ${year}`, 'date.leap_year', { year });
          const [yes, no] = ['dates.leap', 'dates.no_leap'].map((name) =>
            say(phraseOf(context.language, name), { year: String(year) }).join(''),
          );
          const args = { condition: part(found, '/leap'), then: yes ?? '', else: no ?? '' };
          return { value: part(found, '/leap'), line: [draft.compute('said', 'Say it', 'logic.if', args)] };
        },
      };
    },
  },
  {
    id: 'dates.next_leap_year',
    claim({ integer }, context) {
      const year = integer?.value ?? Number(dayOfMessage(context).slice(0, 4));
      if (typeof year !== 'number' || year < FIRST || year > LAST) return null;
      return {
        build(draft) {
          const found = draft.compute('year', `Leap years after ${year}`, 'date.leap_year', { year });
          const value = part(found, '/next');
          return {
            value,
            line: say(phraseOf(context.language, 'dates.next_leap'), { year: String(year), next: value }),
          };
        },
      };
    },
  },
];
