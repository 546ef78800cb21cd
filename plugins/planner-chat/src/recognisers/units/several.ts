import type { Caught } from '../../grammar/pattern.ts';
import type { RequestContext } from '../../grammar/request-context.ts';
import type { Duration } from '../../grammar/slots/durations.ts';
import type { Quantity, UnitReading } from '../../grammar/slots/units.ts';
import { part } from '../../graph/draft.ts';
import { escapeMarkdown } from '../../graph/markdown.ts';
import { say } from '../../graph/say.ts';
import { phraseOf } from '../../language/phrase-of.ts';
import { secondsOf, writeSeconds } from '../dates/clock.ts';
import type { Claim, Recogniser } from '../recogniser.ts';
import { TOGETHER } from './convert-two.ts';
import { pairOf } from './dimensions.ts';

const HOUR = 3600;
const DAY = 86_400;

/** The units that a length of time is told in, the largest first. */
function tellingUnits(seconds: number, hasSeconds: boolean): readonly string[] {
  return [...(seconds >= DAY ? ['day'] : []), 'h', 'min', ...(hasSeconds ? ['s'] : [])];
}

function inUnits(quantity: Caught, units: readonly (Caught | undefined)[], context: RequestContext) {
  const source = quantity.value as Quantity;
  const value = Number(source.amount);
  const said = units.flatMap((unit) => (unit === undefined ? [] : [(unit.value as UnitReading).units]));
  const found = said.map((readings) => pairOf(source.units, readings, context.country));
  const [from] = found.map((pair) => pair?.from);
  const to = found.map((pair) => pair?.to ?? '');
  if (from === undefined || to.includes('') || found.some((pair) => pair?.from !== from)) return null;
  const areTogether = to.slice(1).every((unit, i) => `${to[i]} ${unit}` in TOGETHER);
  if (!areTogether || !(value > 0) || source.amount.replaceAll(/\D/g, '').length > 15) return null;
  return { value, from, to };
}

/** Quantities in two or three units at once, lengths of time as people tell them, and sums of those. */
export const several: readonly Recogniser[] = [
  {
    id: 'units.split',
    claim({ quantity, first, second, third }, context) {
      const args = quantity === undefined ? null : inUnits(quantity, [first, second, third], context);
      if (quantity === undefined || args === null) return null;
      const { times } = context.language.phrases;
      const names = args.to.map((unit) => [...(times[unit] ?? [unit, unit])]);
      return {
        build(draft) {
          const decimal = context.numbers.decimal;
          const result = draft.compute('split', `In ${args.to.join(' and ')}`, 'units.split', {
            ...args,
            names,
            decimal_separator: decimal,
          });
          const shown = escapeMarkdown(quantity.raw);
          const line = say(phraseOf(context.language, 'units.split'), { shown, split: part(result, '/text') });
          return { value: part(result, '/values'), line };
        },
      };
    },
  },
  {
    id: 'units.tell_time',
    claim({ duration }, context): Omit<Claim, 'recogniser'> | null {
      const length = duration?.value as Duration | undefined;
      const [only, another] = length?.parts ?? [];
      if (length === undefined || only === undefined || another !== undefined) return null;
      // Less than one of the next larger unit is told already.
      const least = { s: 60, min: HOUR, h: DAY }[only.unit];
      if (least === undefined || length.seconds < least || !/^\d+$/.test(only.amount)) return null;
      return {
        build(draft) {
          const split = writeSeconds(
            draft,
            secondsOf(draft, length),
            tellingUnits(length.seconds, only.unit === 's'),
            context,
          );
          return {
            value: split,
            line: say(phraseOf(context.language, 'units.split'), { shown: duration?.raw ?? '', split }),
          };
        },
      };
    },
  },
  {
    id: 'units.time_sum',
    claim({ first, second, minus }, context) {
      const [one, other] = [first?.value as Duration | undefined, second?.value as Duration | undefined];
      if (one === undefined || other === undefined) return null;
      const total = minus === undefined ? one.seconds + other.seconds : one.seconds - other.seconds;
      const units = [...one.parts, ...other.parts].map(({ unit }) => unit);
      // 10h is a time of day, too.
      if (/^\d{1,2}\s?h$/i.test(first?.raw ?? '')) return null;
      if (!(total > 0) || units.some((unit) => unit === 'week' || unit === 'day')) return null;
      const sign = minus === undefined ? '+' : '\u2212';
      return {
        build(draft) {
          const [a, b] = [secondsOf(draft, one), secondsOf(draft, other)];
          const args = { expression: minus === undefined ? 'a + b' : 'a - b', variables: { a, b } };
          const seconds = part(draft.compute('sum', 'Both together', 'math.evaluate', args), '/value');
          const hasSeconds = units.includes('s') || total % 60 !== 0;
          const sum = writeSeconds(draft, seconds, hasSeconds ? ['h', 'min', 's'] : ['h', 'min'], context);
          const shown = `${first?.raw} ${sign} ${second?.raw}`;
          return { value: sum, line: say(phraseOf(context.language, 'units.sum'), { shown, sum }) };
        },
      };
    },
  },
];
