import type { Caught } from '../../grammar/pattern.ts';
import type { Expression } from '../../grammar/slots/expression.ts';
import { part } from '../../graph/draft.ts';
import { escapeMarkdown } from '../../graph/markdown.ts';
import { say } from '../../graph/say.ts';
import type { Recogniser } from '../recogniser.ts';

const MOST_DECIMALS = 12;

/** How many places behind the point are asked for; negative for tens and hundreds. Null where nobody can tell. */
function decimalsOf(literal: string | null, places?: Caught, nearest?: Caught, significant?: Caught): number | null {
  if (places !== undefined) return typeof places.value === 'number' && places.value >= 0 ? places.value : null;
  if (nearest !== undefined) return typeof nearest.value === 'number' ? nearest.value : null;
  if (significant === undefined) return 0;
  const digits = significant.value;
  if (literal === null || typeof digits !== 'number' || digits < 1 || Number(literal) === 0) return null;
  const size = Number(Math.abs(Number(literal)).toExponential().split('e')[1]);
  return digits - 1 - size;
}

/** Whether a literal lies halfway between two that it could be rounded to. */
function isTie(literal: string, decimals: number): boolean {
  const [whole = '', fraction = ''] = literal.replace('-', '').split('.');
  const digits = `${whole}${fraction}`.padStart(40, '0').padEnd(60, '0');
  const cut = digits.length - (60 - Math.max(40, whole.length + fraction.length)) - fraction.length + decimals;
  return /^50*$/.test(digits.slice(cut));
}

/** "round 3.14159 to 2 decimals", "10 / 3 rounded to 2 decimals", "round up 3.2". */
export const rounding: Recogniser = {
  id: 'numbers.round',
  claim({ number, expression, places, nearest, significant, up_or_down: direction, down_only: down }, context) {
    const { numbers, language } = context;
    const caught = number ?? expression;
    if (caught === undefined) return null;
    const literal = typeof caught.value === 'string' ? caught.value : null;
    const sum = literal === null ? (caught.value as Expression) : null;
    const decimals = decimalsOf(literal, places, nearest, significant);
    if (decimals === null || decimals > MOST_DECIMALS || decimals < -12) return null;
    const mode = down !== undefined ? 'down' : direction === undefined ? 'half_up' : String(direction.value);
    if (literal !== null) {
      // "Round 12" is one of many, in boxing.
      if (decimals === 0 && !literal.includes('.')) return null;
      if (/e/i.test(literal) || literal.replace(/\D/g, '').length > 15) return null;
      // Up, and the half of a negative number, are two directions, depending on whom one asks.
      const isDebated = mode === 'half_up' ? isTie(literal, decimals) : true;
      if (literal.startsWith('-') && isDebated) return null;
    } else if (sum === null || sum.bare || !(sum.about > 0)) return null;
    return {
      measures: '',
      build(draft) {
        const value =
          literal === null
            ? part(
                draft.compute('calculation', `Calculate ${caught.raw}`, 'math.evaluate', {
                  expression: sum?.code ?? '',
                }),
                '/value',
              )
            : Number(literal);
        const name = mode === 'half_up' ? 'Round it' : `Round it ${mode}`;
        const result = draft.compute('rounded', name, 'math.round', { value, decimals, mode });
        const written = draft.compute('written', 'Write the number', 'number.format', {
          value: result,
          decimals: Math.max(0, decimals),
          group_separator: numbers.group,
          decimal_separator: numbers.decimal,
        });
        const shown = escapeMarkdown(caught.raw);
        return {
          value: result,
          line: say(language.phrases.calculations[`numbers.round.${mode}`] ?? '', { shown, written }),
        };
      },
    };
  },
};
