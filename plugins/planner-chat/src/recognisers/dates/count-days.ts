import type { Period } from '../../grammar/slots/periods.ts';
import { escapeMarkdown } from '../../graph/markdown.ts';
import { writeNumber } from '../../graph/write-value.ts';
import type { Recogniser } from '../recogniser.ts';

const DAYS: Readonly<Record<string, readonly number[]>> = {
  days: [1, 2, 3, 4, 5, 6, 7],
  weekdays: [1, 2, 3, 4, 5],
};

/** "how many Fridays are there in March 2026", "how many weekdays are in 2026". */
export const countDays: Recogniser = {
  id: 'dates.count_days',
  claim({ day_kind: kind, period }, { numbers }) {
    const [which, found] = [kind?.value, period?.value as Period | undefined];
    const weekdays = typeof which === 'number' ? [which] : DAYS[String(which)];
    if (weekdays === undefined || found === undefined) return null;
    const explained = which === 'weekdays' ? ' (Monday to Friday)' : '';
    return {
      build(draft) {
        const count = draft.compute('days', `Count the ${kind?.raw}`, 'date.count_weekdays', { ...found, weekdays });
        const rest = `** ${escapeMarkdown(kind?.raw ?? '')}${explained} in ${escapeMarkdown(period?.raw ?? '')}`;
        return { value: count, line: ['**', writeNumber(draft, count, numbers), rest] };
      },
    };
  },
};
