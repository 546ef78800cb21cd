import { PLACE } from '../../message/inlined.ts';
import type { Slot } from '../pattern.ts';
import type { TextSource } from './texts.ts';

/** `{inline}`: a document that was written at this place, perhaps behind a colon. */
export const inline: Slot = function* (state, at) {
  const colon = state.tokens[at]?.text === ':' ? 1 : 0;
  if (state.tokens[at + colon]?.text !== PLACE || at + colon >= state.end) return;
  const places = state.tokens.flatMap(({ text }, i) => (text === PLACE ? [i] : []));
  const { data } = state.context;
  // With an attachment beside it, who knows which of them is meant.
  if (data.length !== places.length) return;
  yield { value: { data: places.indexOf(at + colon) } satisfies TextSource, end: at + colon + 1 };
};
