import type { Period } from '../../grammar/slots/periods.ts';
import { say } from '../../graph/say.ts';
import { writeNumber } from '../../graph/write-value.ts';
import type { Recogniser } from '../recogniser.ts';
import { writeDate } from './days.ts';

const DAYS: Readonly<Record<string, readonly number[]>> = {
  days: [1, 2, 3, 4, 5, 6, 7],
  weekdays: [1, 2, 3, 4, 5],
  business: [1, 2, 3, 4, 5],
};

/** "how many Fridays are there in March 2026", "how many weekdays are in 2026". */
export const countDays: Recogniser = {
  id: 'dates.count_days',
  claim({ day_kind: kind, period }, { numbers, language }) {
    const [which, found] = [kind?.value, period?.value as Period | undefined];
    const weekdays = typeof which === 'number' ? [which] : DAYS[String(which)];
    if (weekdays === undefined || found === undefined) return null;
    const [one, other] = language.phrases.counted[String(which)] ?? ['', ''];
    return {
      build(draft) {
        const count = draft.compute('days', `Count the ${kind?.raw}`, 'date.count_weekdays', { ...found, weekdays });
        const isYear = found.first.endsWith('-01-01') && found.last.endsWith('-12-31');
        const written = writeDate(draft, found.first, isYear ? 'yyyy' : 'MMMM yyyy', language);
        const counted = writeNumber(draft, count, numbers, { form: 'bold', one, other });
        return {
          value: count,
          line: say(language.phrases.dates[isYear ? 'counted_year' : 'counted'], { count: counted, period: written }),
        };
      },
    };
  },
};
