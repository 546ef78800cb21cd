import { PLACE } from '../../message/inlined.ts';
import type { MatchState, Slot } from '../pattern.ts';

/**
 * A text that an operation takes: from the message itself, or an attachment or pasted text, by its position. `rest` runs to the end of the
 * message, `bare` is a word without quotes.
 */
export type TextSource =
  | { readonly literal: string; readonly rest?: boolean; readonly bare?: boolean }
  | { readonly data: number };

/** `{quoted}`: a text in quotes, as a string. */
export const quoted: Slot = function* (state, at) {
  const token = state.tokens[at];
  if (token?.kind === 'quoted' && token.text !== '') yield { value: token.text, end: at + 1 };
};

/** `{text}`: a text in quotes; or, after a colon, everything to the end of the message. */
export const text: Slot = function* (state, at) {
  const colon = state.tokens[at]?.text === ':' && state.tokens[at]?.kind === 'symbol' ? 1 : 0;
  for (const { value, end } of quoted(state, at + colon)) {
    if (typeof value === 'string') yield { value: { literal: value } satisfies TextSource, end };
  }
  const first = state.tokens[at + 1];
  if (colon === 0 || first === undefined || at + 1 >= state.end || first.kind === 'quoted') return;
  const last = state.tokens[state.end - 1];
  const literal = state.text.slice(first.start, last?.end);
  // Blocks behind a colon are several texts, or one with marks around it that do not belong to it.
  if (/```|~~~/.test(literal)) return;
  yield { value: { literal, rest: true } satisfies TextSource, end: state.end };
};

/** `{here}`: the only attachment or pasted text of the request, where the words around it point at one. Catches no token. */
export const here: Slot = function* (state, at) {
  if (state.context.data.length === 1) yield { value: { data: 0 } satisfies TextSource, end: at };
};

/** `{pasted}`: the pasted text, which needs no words that point at it. Catches no token. */
export const pasted: Slot = function* (state, at) {
  if (state.context.data.length === 1 && state.context.data[0]?.pasted === true) {
    yield { value: { data: 0 } satisfies TextSource, end: at };
  }
};

/** `{pasted_json}`: pasted JSON, which needs no words that point at it. Catches no token. */
export const pastedJson: Slot = function* (state, at) {
  const [only, another] = state.context.data;
  const isTaken = state.tokens.some(({ text }) => text === PLACE);
  if (only?.pasted === true && only.kind === 'json' && another === undefined && !isTaken)
    yield { value: { data: 0 } satisfies TextSource, end: at };
};

/** `{two}`: both of two attachments. Catches no token. */
export const two: Slot = function* (state, at) {
  if (state.context.data.length === 2) yield { value: 'both', end: at };
};

const runOf = (state: MatchState, at: number) => {
  let end = at + 1;
  while (end < state.end && state.tokens[end]?.glued === true) end++;
  const written = state.text.slice(state.tokens[at]?.start, state.tokens[end - 1]?.end);
  return { written, end };
};

/** `{blob}`: one run without spaces that only an encoding looks like. */
export const blob: Slot = function* (state, at) {
  if (state.tokens[at]?.kind === 'quoted') return;
  const { written, end } = runOf(state, at);
  const odd = /[0-9=%&+/]/.test(written) && (/[A-Z]/.test(written) || /[%&=]/.test(written));
  if (written.length >= 6 && odd && !/^\d+([.,]\d+)*$/.test(written))
    yield { value: { literal: written } satisfies TextSource, end };
};

/** `{json_path}`: one run without spaces, or a text in quotes, that could lead into JSON, such as `items[0].id`. */
export const jsonPath: Slot = function* (state, at) {
  const quotation = state.tokens[at]?.kind === 'quoted' ? state.tokens[at] : undefined;
  const { written, end } = quotation === undefined ? runOf(state, at) : { written: quotation.text, end: at + 1 };
  if (/^[$.\w]/.test(written) && /[.[]/.test(written)) yield { value: written, end };
};

/** `{regex}`: a text in quotes, or one run without spaces that has a sign of a regular expression in it. */
export const regex: Slot = function* (state, at) {
  const token = state.tokens[at];
  if (token?.kind === 'quoted') return yield { value: token.text, end: at + 1 };
  const { written, end } = runOf(state, at);
  // Of "a+?" nobody knows whether the last sign still belongs to it.
  const isCut = state.tokens[end]?.glued === true || /[?!.,:;]$/.test(written);
  if (/[\\^$*+[(|]/.test(written) && !isCut) yield { value: written, end };
};

/** Says that something is a regular expression and no name of files, price or sum. */
const CLEARLY_REGEX = /^\^.*\$$|\\[dwsDWSb]|\[[^\]]+\](?:[+*{]|$)/;

/** `{bare_regex}`: one run without spaces that can only be a regular expression. A question mark behind a $ ends the question. */
export const bareRegex: Slot = function* (state, at) {
  if (at >= state.end || state.tokens[at]?.kind === 'quoted') return;
  const { written, end } = runOf(state, at);
  const next = state.tokens[end]?.glued === true ? state.tokens[end]?.text : undefined;
  const isCut = next !== undefined && !(next === '?' && written.endsWith('$'));
  if (CLEARLY_REGEX.test(written) && !isCut && !/[?!.,:;]$/.test(written)) yield { value: written, end };
};

/** `{one_letter}`: one letter as it stands there, behind "the letter". */
export const oneLetter: Slot = function* (state, at) {
  const token = at < state.end ? state.tokens[at] : undefined;
  const next = state.tokens[at + 1];
  if (token?.kind === 'word' && /^\p{L}$/u.test(token.text) && next?.glued !== true)
    yield { value: token.text, end: at + 1 };
};

/** `{run}`: one run of letters and digits without spaces, such as the digits of a number in some base. */
export const run: Slot = function* (state, at) {
  if (state.tokens[at]?.kind === 'quoted') return;
  const { written, end } = runOf(state, at);
  if (/^[0-9a-zA-Z-]+$/.test(written)) yield { value: written, end };
};

/** `{letter}`: one letter in the plural, such as r's, or in quotes. */
export const letter: Slot = function* (state, at) {
  const token = at < state.end ? state.tokens[at] : undefined;
  const found = /^(\p{L})['\u2019]s$/u.exec(token?.kind === 'word' ? token.text : '')?.[1];
  const quotation = token?.kind === 'quoted' && /^\p{L}$/u.test(token.text) ? token.text.toLowerCase() : undefined;
  const value = found ?? quotation;
  if (value !== undefined) yield { value, end: at + 1 };
};

/** `{word}`: one word in quotes, or without them where it points at nothing else. */
export const word: Slot = function* (state, at) {
  const token = at < state.end ? state.tokens[at] : undefined;
  if (token?.kind === 'quoted' && /^\p{L}{2,}$/u.test(token.text)) return yield { value: token.text, end: at + 1 };
  if (token?.kind !== 'word' || !/^\p{L}{3,}$/u.test(token.text)) return;
  const { dependent, articles, small } = state.context.language;
  const written = state.text.slice(token.start, token.end);
  if (written !== token.text || dependent.has(written) || articles.has(written) || small.has(written)) return;
  yield { value: written, end: at + 1 };
};
