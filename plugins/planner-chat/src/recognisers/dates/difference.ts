import type { Caught } from '../../grammar/pattern.ts';
import type { RequestContext } from '../../grammar/request-context.ts';
import type { DateReading } from '../../grammar/slots/dates.ts';
import { part } from '../../graph/draft.ts';
import { writeNumber } from '../../graph/write-value.ts';
import type { Claim, Recogniser } from '../recogniser.ts';
import { dayRef, isKnown, withYear, writeDay } from './days.ts';

const TODAY: DateReading = { kind: 'today', days: 0 };

/** How long it is from one day to another. Weeks have a fraction; months and years count full ones and say what is over. */
function between(
  from: DateReading,
  to: DateReading,
  unit: string,
  context: RequestContext,
): Omit<Claim, 'recogniser'> | null {
  if (!isKnown(from) || !isKnown(to)) return null;
  const later = from.kind === 'fixed' && to.kind === 'fixed' && from.iso > to.iso;
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
      const title = ['From ', writeDay(draft, start, context), ' to ', writeDay(draft, end, context), ' it is **'];
      const full = unit === 'months' || unit === 'years' ? ` full ${unit}** (` : ` ${unit}**`;
      const exact = unit === 'months' || unit === 'years' ? [part(result, '/duration'), ')'] : [];
      return { value, line: [...title, writeNumber(draft, value, context.numbers, 6), full, ...exact] };
    },
  };
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
      return day === null || (day.kind === 'today' && day.days <= 0) ? null : until(day, unitOf(date_unit), context);
    },
  },
  {
    id: 'dates.since',
    claim({ from, date_unit }, context) {
      const day = reading(from);
      if (day?.kind === 'today' && day.days > 0) return null;
      // Without a year, the latest such day is meant; a person who means an older one names it.
      const known = day === undefined ? null : withYear(day, context, 'latest');
      return known === null ? null : between(known, TODAY, unitOf(date_unit), context);
    },
  },
];

function until(day: DateReading, unit: string, context: RequestContext): Omit<Claim, 'recogniser'> | null {
  return between(TODAY, day, unit, context);
}
