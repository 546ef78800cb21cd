import type { Slot } from '../pattern.ts';

const MARKS = new Set(['"', '\u2033', '\u201d', "''"]);

/** `{height}`: feet and inches with their marks, such as 5'10". */
export const height: Slot = function* (state, at) {
  const token = state.tokens[at];
  if (token?.kind !== 'number') return;
  const together = /^(\d)['\u2019](\d{1,2})$/.exec(token.text);
  const [mark, inches] = [state.tokens[at + 1], state.tokens[at + 2]];
  const isParted = (mark?.text === "'" || mark?.text === '\u2032' || mark?.text === '\u2019') && mark.glued;
  const parted = isParted && /^\d$/.test(token.text) && inches?.kind === 'number' ? [token.text, inches.text] : null;
  const [feet, rest] = together === null ? (parted ?? []) : [together[1], together[2]];
  const end = together === null ? at + 3 : at + 1;
  if (feet === undefined || rest === undefined || !/^\d{1,2}$/.test(rest) || Number(rest) > 11) return;
  // Without the mark behind it, 5'10 could be many things.
  if (end >= state.end || !MARKS.has(state.tokens[end]?.text ?? '')) return;
  yield { value: { feet: Number(feet), inches: Number(rest) }, end: end + 1 };
};
