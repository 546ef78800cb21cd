import type { DateReading } from '../../grammar/slots/dates.ts';
import { say } from '../../graph/say.ts';
import { writeNumber } from '../../graph/write-value.ts';
import type { Recogniser } from '../recogniser.ts';
import { dayRef, plainDay, writeDay } from './days.ts';

const MONDAY_TO_FRIDAY = [1, 2, 3, 4, 5];
/** Farther than this, nobody counts business days. */
const MOST = 100_000;
const TODAY: DateReading = { kind: 'today', days: 0 };

/** Business days without public holidays, which differ from place to place: every answer says so. */
export const businessDays: readonly Recogniser[] = [
  {
    id: 'dates.business_add',
    claim({ integer, side, date, minus }, context) {
      const count = (integer ?? minus)?.value;
      const from = (date?.value ?? TODAY) as DateReading;
      const start = plainDay(from, context);
      if (typeof count !== 'number' || count < 1 || count > MOST || start === null || start.year > 9_000) return null;
      const isBack = side?.value === 'before' || minus !== undefined;
      return {
        build(draft) {
          const day = draft.compute('day', `Count ${count} business days`, 'date.add_weekdays', {
            date: dayRef(draft, from, context) ?? '',
            count: isBack ? -count : count,
            weekdays: MONDAY_TO_FRIDAY,
          });
          return {
            value: day,
            line: say(context.language.phrases.dates.business_day, { day: writeDay(draft, day, context) }),
          };
        },
      };
    },
  },
  {
    id: 'dates.business_between',
    claim({ from, to }, context) {
      const [one, other] = [from?.value as DateReading | undefined, to?.value as DateReading | undefined];
      if (one === undefined || other === undefined) return null;
      const [begins, ends] = [plainDay(one, context), plainDay(other, context)];
      if (begins === null || ends === null) return null;
      const [first, last] = Temporal.PlainDate.compare(begins, ends) > 0 ? [other, one] : [one, other];
      return {
        build(draft) {
          const [start, end] = [dayRef(draft, first, context) ?? '', dayRef(draft, last, context) ?? ''];
          const count = draft.compute('days', 'Count the business days', 'date.count_weekdays', {
            first: start,
            last: end,
            weekdays: MONDAY_TO_FRIDAY,
          });
          const { dates, units } = context.language.phrases;
          const [single, several] = units.business_days;
          const written = writeNumber(draft, count, context.numbers, { form: 'bold', one: single, other: several });
          const days = { from: writeDay(draft, start, context), to: writeDay(draft, end, context) };
          return { value: count, line: say(dates.business_days, { ...days, count: written }) };
        },
      };
    },
  },
];
