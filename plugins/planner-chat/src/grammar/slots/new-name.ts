import type { Slot } from '../pattern.ts';

/** `{name}`: a name that somebody gives to something new: a text in quotes, or one word as it is written. */
export const newName: Slot = function* (state, at) {
  const token = at < state.end ? state.tokens[at] : undefined;
  if (token?.kind === 'quoted' && token.text.trim() !== '') return yield { value: token.text.trim(), end: at + 1 };
  if (token?.kind !== 'word' || !/^[\p{L}_]/u.test(token.text)) return;
  const { dependent, articles, columnNouns, nameless } = state.context.language;
  if (dependent.has(token.text) && state.tokens[at + 1]?.text !== '=') {
    // "total" is a name where nothing but a formula can follow; "it" and "them" never are.
    if (token.text !== 'total' && token.text !== 'sum' && token.text !== 'difference') return;
  }
  if (nameless.has(token.text) || articles.has(token.text) || columnNouns.has(token.text)) return;
  yield { value: state.text.slice(token.start, token.end), end: at + 1 };
};
