import type { Slot } from '../pattern.ts';
import { number } from './numbers.ts';

const SIGNS: ReadonlySet<string> = new Set(['$', '\u20ac', '\u00a3']);

/** `{money}`: a number, with or without a sign or a word for a currency; a decimal literal as a string. */
export const money: Slot = function* (state, at) {
  const before = SIGNS.has(state.tokens[at]?.text ?? '') ? 1 : 0;
  for (const { value, end } of number(state, at + before)) {
    const next = (end < state.end ? state.tokens[end]?.text : undefined) ?? '';
    const { currency = {} } = state.context.language.vocabularies;
    const after = before === 0 && (SIGNS.has(next) || Object.hasOwn(currency, next)) ? 1 : 0;
    yield { value, end: end + after };
  }
};
