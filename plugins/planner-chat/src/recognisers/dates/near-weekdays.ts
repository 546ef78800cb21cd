import type { Caught } from '../../grammar/pattern.ts';
import type { RequestContext } from '../../grammar/request-context.ts';
import type { Claim, Recogniser } from '../recogniser.ts';
import { dayClaim } from './calendar.ts';
import { dayOfMessage } from './days.ts';
import { between } from './difference.ts';

/** Monday is 1. In some countries weeks begin with it, in others with Sunday: its place in the week by each. */
const places = (weekday: number): readonly number[] => [weekday - 1, weekday % 7];

/**
 * How many days from today the day is that "next Friday" or "this Friday" means.
 * @returns null where people mean different ones: the coming one or that of the coming week, whenever that begins.
 */
function daysTo(weekday: number, today: number, said: 'next' | 'this' | 'last' | 'plain'): number | null {
  const ahead = ((weekday - today + 6) % 7) + 1;
  const back = ((today - weekday + 6) % 7) + 1;
  if (said === 'plain') return weekday === today ? null : ahead;
  const ofWeek = { next: 7, this: 0, last: -7 }[said];
  const meant = places(weekday).map((place, i) => place - (places(today)[i] ?? 0) + ofWeek);
  const nearest = said === 'last' ? -back : ahead;
  return meant.every((days) => days === nearest) ? nearest : null;
}

function dayMeant(captures: Readonly<Record<string, Caught>>, context: RequestContext): number | null {
  const today = Temporal.PlainDate.from(dayOfMessage(context)).dayOfWeek;
  for (const said of ['next', 'this', 'last', 'plain'] as const) {
    const weekday = captures[said]?.value;
    if (typeof weekday === 'number') return daysTo(weekday, today, said);
  }
  return null;
}

/** "what date is next Friday", "days until Friday". */
export const nearWeekdays: readonly Recogniser[] = [
  {
    id: 'dates.near_weekday',
    claim(captures, context): Omit<Claim, 'recogniser'> | null {
      const days = dayMeant(captures, context);
      return days === null ? null : dayClaim({ kind: 'today', days }, context, 'date');
    },
  },
  {
    id: 'dates.until_weekday',
    claim(captures, context) {
      const days = dayMeant(captures, context);
      if (days === null || days < 1) return null;
      return between({ kind: 'today', days: 0 }, { kind: 'today', days }, 'days', context);
    },
  },
];
