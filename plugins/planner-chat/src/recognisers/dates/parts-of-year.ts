import type { DateReading } from '../../grammar/slots/dates.ts';
import type { Period } from '../../grammar/slots/periods.ts';
import { part, type Ref } from '../../graph/draft.ts';
import { say } from '../../graph/say.ts';
import { writeNumber } from '../../graph/write-value.ts';
import { phraseOf } from '../../language/phrase-of.ts';
import type { Recogniser } from '../recogniser.ts';
import { dayOfMessage, dayRef, plainDay, today, writeDate, writeDay } from './days.ts';

const TODAY: DateReading = { kind: 'today', days: 0 };
/** A year without 29 February: of every other month, the length is the same in all years. */
const ANY_YEAR = 2023;

/** Where a day stands in its year, how much of a period is left, how long a month is, and which day begins or ends one. */
export const partsOfYear: readonly Recogniser[] = [
  {
    id: 'dates.day_of_year',
    claim({ date }, context) {
      const reading = (date?.value ?? TODAY) as DateReading;
      if (plainDay(reading, context) === null) return null;
      return {
        build(draft) {
          const day = dayRef(draft, reading, context) ?? '';
          const year = draft.compute('year', 'Its year', 'date.boundary', { date: day, period: 'year' });
          const args = { from: part(year, '/first'), to: day, unit: 'days' };
          const before = part(draft.compute('before', 'The days before it', 'date.difference', args), '/whole');
          const value = draft.compute('number', 'Its number', 'list.sum', { numbers: [before, 1] });
          const written = { day: writeDay(draft, day, context), year: writeDate(draft, day, 'yyyy', context.language) };
          return { value, line: say(phraseOf(context.language, 'dates.day_of_year'), { ...written, number: value }) };
        },
      };
    },
  },
  {
    id: 'dates.days_left',
    claim({ part_of_time: period, year }, context) {
      const current = Number(dayOfMessage(context).slice(0, 4));
      const unit = year === undefined ? period?.value : year.value === current ? 'year' : null;
      if (unit !== 'month' && unit !== 'year') return null;
      return {
        build(draft) {
          const day = today(draft, context);
          const bounds = draft.compute('bounds', `The ${unit}`, 'date.boundary', { date: day, period: unit });
          const args = { from: day, to: part(bounds, '/last'), unit: 'days' };
          const value = part(draft.compute('left', 'The days after today', 'date.difference', args), '/whole');
          const [one, other] = context.language.phrases.units.days;
          const count = writeNumber(draft, value, context.numbers, { form: 'bold', one, other });
          const pattern = unit === 'year' ? 'yyyy' : 'MMMM yyyy';
          const named = writeDate(draft, day, pattern, context.language);
          return { value, line: say(phraseOf(context.language, 'dates.days_left'), { count, period: named }) };
        },
      };
    },
  },
  {
    id: 'dates.month_days',
    claim({ month }, { language, numbers }) {
      const number = month?.value;
      // February's length depends on the year.
      if (typeof number !== 'number' || number === 2) return null;
      const first = `${ANY_YEAR}-${String(number).padStart(2, '0')}-01`;
      return {
        build(draft) {
          const bounds = draft.compute('bounds', 'The month', 'date.boundary', { date: first, period: 'month' });
          const args = { first, last: part(bounds, '/last'), weekdays: [1, 2, 3, 4, 5, 6, 7] };
          const value = draft.compute('days', 'Count the days', 'date.count_weekdays', args);
          const [one, other] = language.phrases.units.days;
          const count = writeNumber(draft, value, numbers, { form: 'bold', one, other });
          return {
            value,
            line: say(language.phrases.dates.counted, { count, period: language.phrases.months[number - 1] ?? '' }),
          };
        },
      };
    },
  },
  {
    id: 'dates.first_or_last_day',
    claim({ first_or_last: side, period, part_of_time: unit }, context) {
      const known = period?.value as Period | undefined;
      const relative = unit?.value;
      if ((side?.value !== 'first' && side?.value !== 'last') || (known === undefined && typeof relative !== 'string'))
        return null;
      const end = side.value;
      return {
        build(draft) {
          let value: Ref;
          if (known === undefined) {
            const args = { date: today(draft, context), period: String(relative) };
            value = part(draft.compute('bounds', `The ${relative}`, 'date.boundary', args), `/${end}`);
          } else value = draft.compute('day', `The ${end} day`, 'value.constant', { value: known[end] });
          return { value, line: ['**', writeDay(draft, value, context), '**'] };
        },
      };
    },
  },
  {
    id: 'dates.nth_weekday',
    claim({ nth, weekday, period }, context) {
      const [number, day, found] = [nth?.value, weekday?.value, period?.value as Period | undefined];
      if (typeof number !== 'number' || typeof day !== 'number' || found === undefined) return null;
      const [first, last] = [Temporal.PlainDate.from(found.first), Temporal.PlainDate.from(found.last)];
      if (last.month !== first.month) return null;
      const earliest = 1 + ((day - first.dayOfWeek + 7) % 7);
      if (number > 0 && earliest + (number - 1) * 7 > last.day) return null;
      return {
        build(draft) {
          const from = number > 0 ? { date: found.first, days: -1 } : { date: found.last, days: 1 };
          const outside = draft.compute('outside', 'The day outside', 'date.add', from);
          const args = { date: outside, count: number, weekdays: [day] };
          const value = draft.compute('day', `The ${nth?.raw} ${weekday?.raw}`, 'date.add_weekdays', args);
          return { value, line: ['**', writeDay(draft, value, context), '**'] };
        },
      };
    },
  },
  {
    id: 'dates.now_in',
    claim({ part_of_time: unit }, context) {
      const pattern = { month: 'MMMM yyyy', year: 'yyyy' }[String(unit?.value)];
      if (pattern === undefined) return null;
      return {
        build(draft) {
          const value = writeDate(draft, today(draft, context), pattern, context.language);
          return { value, line: ['**', value, '**'] };
        },
      };
    },
  },
  {
    id: 'dates.is_weekday',
    claim({ date, weekday }, context) {
      const [reading, day] = [date?.value as DateReading | undefined, weekday?.value];
      if (reading === undefined || typeof day !== 'number' || plainDay(reading, context) === null) return null;
      return {
        build(draft) {
          const on = dayRef(draft, reading, context) ?? '';
          const found = draft.compute('weekday', 'The day of the week', 'date.weekday', { date: on });
          const args = { left: part(found, '/number'), test: 'equals', right: day };
          const value = draft.compute('same', 'Compare', 'logic.compare', args);
          const said = draft.compute('said', 'Say it', 'logic.if', {
            condition: value,
            then: phraseOf(context.language, 'dates.yes'),
            else: phraseOf(context.language, 'dates.no'),
          });
          return { value, line: [said, ': ', writeDay(draft, on, context)] };
        },
      };
    },
  },
];
