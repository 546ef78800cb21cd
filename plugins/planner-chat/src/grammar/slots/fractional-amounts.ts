import type { MatchState } from '../pattern.ts';
import { numberAt } from './numbers.ts';

const SIGNS: Readonly<Record<string, number>> = { '\u00bd': 0.5, '\u00bc': 0.25, '\u00be': 0.75 };
/** Of these, decimals have an end. */
const EXACT = new Set([2, 4, 5, 8, 10, 16, 32, 64]);

type Amount = { readonly value: string; readonly end: number };

/** A fraction in signs: 1/2, ½. */
function fractionAt(state: MatchState, at: number): { readonly value: number; readonly end: number } | null {
  const token = at < state.end ? state.tokens[at] : undefined;
  const sign = token === undefined || !Object.hasOwn(SIGNS, token.text) ? undefined : SIGNS[token.text];
  if (sign !== undefined) return { value: sign, end: at + 1 };
  const [slash, below] = [state.tokens[at + 1], state.tokens[at + 2]];
  if (
    token?.kind !== 'number' ||
    slash?.text !== '/' ||
    !slash.glued ||
    below?.kind !== 'number' ||
    at + 2 >= state.end
  )
    return null;
  const [over, under] = [Number(token.text), Number(below.text)];
  if (!Number.isInteger(over) || over < 1 || over >= under || !EXACT.has(under)) return null;
  return { value: over / under, end: at + 3 };
}

/** The amounts that people write as fractions: ½, 1/2, 2 1/2, half a, two and a half. Exact decimals. */
export function* fractionalAmounts(state: MatchState, at: number): Iterable<Amount> {
  const alone = fractionAt(state, at);
  if (alone !== null) yield { value: String(alone.value), end: alone.end };
  const { half_a: before, and_a_half: behind } = state.context.language.vocabularies;
  const [first, second, third] = [0, 1, 2].map((i) => (at + i < state.end ? state.tokens[at + i]?.text : undefined));
  const said =
    before === undefined || !Object.hasOwn(before, `${first} ${second}`) ? undefined : before[`${first} ${second}`];
  if (said !== undefined) yield { value: String(said), end: at + 2 };
  const known = numberAt(state, at);
  const word = state.tokens[at]?.kind === 'word' ? state.context.language.numbers.get(first ?? '') : undefined;
  const whole = known !== null && /^\d{1,6}$/.test(known.value) ? Number(known.value) : word;
  if (whole === undefined || whole < 1) return;
  const rest = fractionAt(state, at + 1);
  if (rest !== null) yield { value: String(whole + rest.value), end: rest.end };
  const tail = `${second} ${third} ${at + 3 < state.end ? state.tokens[at + 3]?.text : ''}`;
  if (behind !== undefined && Object.hasOwn(behind, tail)) yield { value: String(whole + 0.5), end: at + 4 };
}
