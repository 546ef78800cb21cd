import type { MatchState, Slot } from '../pattern.ts';
import type { TextSource } from './texts.ts';

/** Where the run of glued tokens from `at` on ends, and how it is written. */
export function runAt(state: MatchState, at: number): { readonly written: string; readonly end: number } | null {
  const first = state.tokens[at];
  if (first === undefined || at >= state.end || first.kind === 'quoted') return null;
  let end = at + 1;
  while (end < state.end && state.tokens[end]?.glued === true) end++;
  return { written: state.text.slice(first.start, state.tokens[end - 1]?.end), end };
}

/** A sign stands right behind it that is more than the end of a question: who knows whether it belongs to the word. */
const isCut = (state: MatchState, end: number): boolean =>
  state.tokens[end]?.glued === true && state.tokens[end]?.text !== '?';

const PLAIN = /^[\p{L}\p{N}](?:[\p{L}\p{N}_@+-]|\.(?=.*@)|(?<=@.*)\.)*$/u;

/**
 * `{bare}`: one run of letters and digits without quotes, as a source of text: `hello`, `admin123`, `ada@example.org`. Not a word
 * that points at something else or names a kind of thing, and no name of a file.
 */
export const bare: Slot = function* (state, at) {
  const run = runAt(state, at);
  if (run === null || isCut(state, run.end) || !PLAIN.test(run.written) || run.written.length > 200) return;
  const { dependent, articles, small, generic } = state.context.language;
  const word = run.written.toLowerCase();
  if ([dependent, articles, small, generic].some((words) => words.has(word))) return;
  yield { value: { literal: run.written, bare: true } satisfies TextSource, end: run.end };
};

/** `{first_bare}`: a bare word with which the message begins: before it, "hello" may be a greeting. */
export const firstBare: Slot = (state, at) => (at === 0 ? bare(state, at) : []);

/** `{markup}`: from a < to the last > of the message. */
export const markup: Slot = function* (state, at) {
  const [first, last] = [state.tokens[at], state.tokens[state.end - 1]];
  if (first?.text !== '<' || last === undefined || at >= state.end || isCut(state, state.end)) return;
  const literal = state.text.slice(first.start, last.end);
  if (/^<\/?[a-z!][^\n]*>$/i.test(literal))
    yield { value: { literal, rest: true } satisfies TextSource, end: state.end };
};

/** `{char}`: one character, in quotes or not. */
export const char: Slot = function* (state, at) {
  const token = at < state.end ? state.tokens[at] : undefined;
  if (token === undefined) return;
  const written = token.kind === 'quoted' ? token.text : state.text.slice(token.start, token.end);
  if (Array.from(written).length !== 1) return;
  const isLast = at + 1 === state.end;
  if (token.kind === 'quoted' || (!isCut(state, at + 1) && (isLast || state.tokens[at + 1]?.glued !== true)))
    yield { value: written, end: at + 1 };
};

const DOTS = /^[.-]{1,7}$/;

/** `{dots}`: at least two signs of Morse code, with spaces between them and slashes between words. */
export const dots: Slot = function* (state, at) {
  const first = state.tokens[at];
  if (first === undefined || at >= state.end || !/^[.-]$/.test(first.text)) return;
  let end = at;
  while (end < state.tokens.length && /^[./|-]$/.test(state.tokens[end]?.text ?? '')) end++;
  // Full stops at the end are a part of it, whatever closes other messages.
  if (end > state.end) return;
  const literal = state.text.slice(first.start, state.tokens[end - 1]?.end);
  const signs = literal.split(/[\s/|]+/).filter((sign) => sign !== '');
  if (signs.length >= 2 && signs.every((sign) => DOTS.test(sign)))
    yield { value: { literal } satisfies TextSource, end };
};

/** `{escaped}`: one run without spaces that has an escape of web addresses or of HTML in it. */
export const escaped: Slot = function* (state, at) {
  const run = runAt(state, at);
  if (run === null || isCut(state, run.end) || !/%[0-9a-f]{2}|&(?:#x?[0-9a-f]+|[a-z]+);/i.test(run.written)) return;
  yield { value: { literal: run.written } satisfies TextSource, end: run.end };
};
