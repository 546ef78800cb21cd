import type { Caught } from '../../grammar/pattern.ts';
import type { RequestContext } from '../../grammar/request-context.ts';
import type { DateReading } from '../../grammar/slots/dates.ts';
import { part, type Ref } from '../../graph/draft.ts';
import { say } from '../../graph/say.ts';
import { writeNumber } from '../../graph/write-value.ts';
import type { Noun } from '../../language/phrases.ts';
import type { Claim, Recogniser } from '../recogniser.ts';
import { dayRef, plainDay, withYear, writeDay } from './days.ts';

const TODAY: DateReading = { kind: 'today', days: 0 };

/** How long it is from one day to another. Weeks have a fraction; months and years count full ones and say what is over. */
export function between(
  from: DateReading,
  to: DateReading,
  unit: string,
  context: RequestContext,
): Omit<Claim, 'recogniser'> | null {
  const [begins, ends] = [plainDay(from, context), plainDay(to, context)];
  if (begins === null || ends === null) return null;
  const later = Temporal.PlainDate.compare(begins, ends) > 0;
  if ((unit === 'months' || unit === 'years') && isCutShort(later ? ends : begins, later ? begins : ends)) return null;
  const [first, last] = later ? [to, from] : [from, to];
  return {
    measures: unit,
    build(draft) {
      const [start, end] = [dayRef(draft, first, context) ?? '', dayRef(draft, last, context) ?? ''];
      const result = draft.compute('difference', `Count the ${unit}`, 'date.difference', {
        from: start,
        to: end,
        unit,
      });
      const value = part(result, unit === 'weeks' ? '/total' : '/whole');
      const { dates, units } = context.language.phrases;
      const amount = (number: Ref, [one, other]: Noun, form: 'bold' | 'plain' = 'plain') =>
        writeNumber(draft, number, context.numbers, { digits: 6, form, one, other });
      const days = { from: writeDay(draft, start, context), to: writeDay(draft, end, context) };
      if (unit !== 'months' && unit !== 'years') {
        const noun = units[unit === 'weeks' ? 'weeks' : 'days'];
        return { value, line: say(dates.difference, { ...days, amount: amount(value, noun, 'bold') }) };
      }
      const rest = amount(part(result, '/parts/days'), units.days);
      const whole = amount(value, units[`full_${unit}`], 'bold');
      if (unit === 'months') return { value, line: say(dates.months, { ...days, rest, amount: whole }) };
      const months = amount(part(result, '/parts/months'), units.months);
      return { value, line: say(dates.years, { ...days, rest, months, amount: whole }) };
    },
  };
}

/** From 31 January to 28 February is a month, or a few days short of one: people count both ways. */
function isCutShort(from: Temporal.PlainDate, to: Temporal.PlainDate): boolean {
  return from.day > to.day && to.day === to.daysInMonth;
}

/** Whether one day comes after another: nobody asks how long it is until a day that is over. */
function isAfter(day: DateReading, other: DateReading, context: RequestContext): boolean {
  const [first, second] = [plainDay(day, context), plainDay(other, context)];
  return first !== null && second !== null && Temporal.PlainDate.compare(first, second) > 0;
}

const reading = (caught: Caught | undefined) => caught?.value as DateReading | undefined;
const unitOf = (caught: Caught | undefined) => (typeof caught?.value === 'string' ? caught.value : 'days');

/** "how many days are between …", "days until …", "how many weeks since …". */
export const differences: readonly Recogniser[] = [
  {
    id: 'dates.difference',
    claim({ from, to, date_unit }, context) {
      const [first, last] = [reading(from), reading(to)];
      return first === undefined || last === undefined ? null : between(first, last, unitOf(date_unit), context);
    },
  },
  {
    id: 'dates.until',
    claim({ to, date_unit }, context) {
      const caught = reading(to);
      const day = caught === undefined ? null : withYear(caught, context, 'next');
      return day !== null && isAfter(day, TODAY, context) ? between(TODAY, day, unitOf(date_unit), context) : null;
    },
  },
  {
    id: 'dates.since',
    claim({ from, date_unit }, context) {
      const day = reading(from);
      // Without a year, the latest such day is meant; a person who means an older one names it.
      const known = day === undefined ? null : withYear(day, context, 'latest');
      return known !== null && isAfter(TODAY, known, context)
        ? between(known, TODAY, unitOf(date_unit), context)
        : null;
    },
  },
  {
    id: 'dates.age',
    claim({ from, to }, context) {
      const [born, day] = [reading(from), reading(to) ?? TODAY];
      if (born === undefined || !isAfter(day, born, context)) return null;
      const [begins, ends] = [plainDay(born, context), plainDay(day, context)];
      if (begins === null || ends === null || isCutShort(begins, ends)) return null;
      return {
        build(draft) {
          const [start, end] = [dayRef(draft, born, context) ?? '', dayRef(draft, day, context) ?? ''];
          const args = { from: start, to: end, unit: 'years' };
          const value = part(draft.compute('difference', 'Count the years', 'date.difference', args), '/whole');
          const [one, other] = context.language.phrases.units.years;
          const amount = writeNumber(draft, value, context.numbers, { form: 'bold', one, other });
          const days = { from: writeDay(draft, start, context), to: writeDay(draft, end, context) };
          return { value, line: say(context.language.phrases.dates.age, { ...days, amount }) };
        },
      };
    },
  },
];
