import type { RequestContext } from '../../grammar/request-context.ts';
import type { DateReading } from '../../grammar/slots/dates.ts';
import { part } from '../../graph/draft.ts';
import { say } from '../../graph/say.ts';
import type { Claim, Recogniser } from '../recogniser.ts';
import { dayRef, plainDay, writeDay } from './days.ts';

function dayClaim(
  reading: DateReading,
  context: RequestContext,
  wanted: 'date' | 'weekday',
): Omit<Claim, 'recogniser'> | null {
  if (plainDay(reading, context) === null) return null;
  return {
    build(draft) {
      const day = dayRef(draft, reading, context) ?? '';
      const weekday =
        wanted === 'weekday' ? draft.compute('weekday', 'The day of the week', 'date.weekday', { date: day }) : null;
      const constant =
        typeof day === 'string' ? draft.compute('day', 'The day', 'value.constant', { value: day }) : day;
      return {
        value: weekday === null ? constant : part(weekday, '/name'),
        line: ['**', writeDay(draft, day, context), '**'],
      };
    },
  };
}

/** Days counted from others, days of the week, today, and weeks. */
export const calendar: readonly Recogniser[] = [
  {
    id: 'dates.add',
    claim({ date_expression, counted_from: counted, date_of: relative, base, amount, minus, date_unit }, context) {
      // "What is in 2 weeks" asks what happens then.
      if (counted !== undefined && /^in\b/i.test(counted.raw)) return null;
      const caught = date_expression ?? counted;
      if (typeof relative?.value === 'number')
        return dayClaim({ kind: 'today', days: relative.value }, context, 'date');
      if (caught !== undefined) return dayClaim(caught.value as DateReading, context, 'date');
      const count = amount?.value ?? minus?.value;
      if (base === undefined || typeof count !== 'number' || typeof date_unit?.value !== 'string') return null;
      const unit = date_unit.value as 'days';
      return dayClaim(
        { kind: 'offset', from: base.value as DateReading, amount: minus === undefined ? count : -count, unit },
        context,
        'date',
      );
    },
  },
  {
    id: 'dates.weekday',
    claim({ date, date_expression }, context) {
      const reading = (date ?? date_expression)?.value as DateReading | undefined;
      return reading === undefined ? null : dayClaim(reading, context, 'weekday');
    },
  },
  { id: 'dates.today', claim: (_captures, context) => dayClaim({ kind: 'today', days: 0 }, context, 'date') },
  {
    id: 'dates.week',
    claim({ date }, context) {
      const reading = (date?.value ?? { kind: 'today', days: 0 }) as DateReading;
      if (plainDay(reading, context) === null) return null;
      return {
        build(draft) {
          const day = dayRef(draft, reading, context) ?? '';
          const result = draft.compute('week', 'The ISO week', 'date.week_number', { date: day });
          return {
            value: part(result, '/week'),
            line: say(context.language.phrases.dates.week, {
              day: writeDay(draft, day, context),
              week: part(result, '/week'),
              year: part(result, '/year'),
            }),
          };
        },
      };
    },
  },
];
