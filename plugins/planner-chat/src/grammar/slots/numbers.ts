import { readNumber } from '../../message/number-format.ts';
import type { MatchState, Slot } from '../pattern.ts';

/** A number that is written in digits, perhaps with a sign before it, as a decimal literal. */
export function numberAt(state: MatchState, at: number): { readonly value: string; readonly end: number } | null {
  const sign = state.tokens[at];
  const negative = sign?.kind === 'symbol' && (sign.text === '-' || sign.text === '\u2212');
  const token = state.tokens[negative ? at + 1 : at];
  if (token?.kind !== 'number' || (negative && !token.glued)) return null;
  const value = readNumber(token.text, state.context.numbers);
  if (value === null) return null;
  // Digits that run on into letters, as in 3D or 5th, are no number; a unit is looked for by the slot of quantities.
  return { value: negative ? `-${value}` : value, end: (negative ? at + 1 : at) + 1 };
}

/** Whether a token stands directly against the next one, as 3 does in 3D. */
export function runsOn(state: MatchState, at: number): boolean {
  const [token, next] = [state.tokens[at], state.tokens[at + 1]];
  return token !== undefined && next !== undefined && at + 1 < state.end && next.glued && next.kind === 'word';
}

/** `{number}`: a decimal literal as a string. */
export const number: Slot = function* (state, at) {
  const found = numberAt(state, at);
  if (found !== null && !runsOn(state, found.end - 1)) yield found;
  const word = state.tokens[at];
  const value = word?.kind === 'word' ? numberWords(state, at) : null;
  if (value !== null) yield value;
};

/** `{integer}`: a JavaScript number, at most 15 digits. */
export const integer: Slot = function* (state, at) {
  for (const { value, end } of number(state, at)) {
    if (typeof value === 'string' && /^-?\d{1,15}$/.test(value)) yield { value: Number(value), end };
  }
};

/** `{percent}`: the number before a percent sign or word. */
export const percent: Slot = function* (state, at) {
  for (const { value, end } of number(state, at)) {
    const sign = state.tokens[end];
    if (sign === undefined || end >= state.end) continue;
    if (sign.text === '%') yield { value, end: end + 1 };
    const words = state.context.language.slotWords.percent.find((said) =>
      said.every((word, i) => end + i < state.end && state.tokens[end + i]?.text === word),
    );
    if (words !== undefined) yield { value, end: end + words.length };
  }
};

function numberWords(state: MatchState, at: number): { readonly value: string; readonly end: number } | null {
  const { numbers: words, slotWords } = state.context.language;
  const { and } = slotWords;
  const of = (index: number) => {
    const token = index < state.end ? state.tokens[index] : undefined;
    return token?.kind === 'word' ? words.get(token.text) : undefined;
  };
  const first = of(at);
  if (first === undefined) return null;
  const hyphen = state.tokens[at + 1]?.text === '-' ? 1 : 0;
  const second = first >= 20 && first < 100 && first % 10 === 0 ? of(at + 1 + hyphen) : undefined;
  const pair = second !== undefined && second >= 1 && second <= 9;
  let total = pair ? first + second : first;
  let end = pair ? at + 2 + hyphen : at + 1;
  if (of(end) === 100 && total < 10 && first < 10) {
    total *= 100;
    end += 1;
    // "two hundred and five" and the like are left to the model: the words could belong to two numbers.
    if (of(end) !== undefined || (and.has(state.tokens[end]?.text ?? '') && of(end + 1) !== undefined)) return null;
  } else if (of(end) === 1000 && first < 1000 && first !== 100) {
    total *= 1000;
    end += 1;
    if (of(end) !== undefined || (and.has(state.tokens[end]?.text ?? '') && of(end + 1) !== undefined)) return null;
  } else if (of(end) !== undefined) return null;
  return { value: String(total), end };
}
