import type { Grammar } from '../grammar/grammar.ts';
import type { MatchState } from '../grammar/pattern.ts';
import type { Claim } from '../recognisers/recogniser.ts';
import { recognisePart } from './recognise-part.ts';

/** A message of which some parts were understood, and others are for the model. */
export interface Compound {
  readonly claims: readonly Claim[];
  /** The parts that nobody understood, as they are written. */
  readonly rest: readonly string[];
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** Items of a list that the whole message is: every line begins with a number or a bullet. */
function listItems(state: Omit<MatchState, 'steps'>): readonly Span[] | null {
  const lines = state.text.split('\n').filter((line) => line.trim() !== '');
  const marks = lines.map((line) => /^\s*(?:\d{1,2}[.)]|[a-h]\)|[-*\u2022])\s+/.exec(line)?.[0].length ?? 0);
  if (lines.length < 2 || marks.includes(0)) return null;
  let position = 0;
  return lines.map((line, i) => {
    const start = state.text.indexOf(line, position);
    position = start + line.length;
    const from = state.tokens.findIndex((token) => token.start >= start + (marks[i] ?? 0));
    const after = state.tokens.findIndex((token) => token.start >= position);
    return { from, to: after < 0 ? state.end : after };
  });
}

/** Sentences: parts that end in a question mark, an exclamation mark or a full stop with a space behind it. */
function sentences(state: Omit<MatchState, 'steps'>): readonly Span[] {
  const ends = state.tokens.flatMap((token, i) => {
    const next = state.tokens[i + 1];
    const closes = token.kind === 'symbol' && ['?', '!', '.'].includes(token.text);
    return closes && (next === undefined || !next.glued) ? [i + 1] : [];
  });
  const last = ends.at(-1) === state.end ? ends : [...ends, state.end];
  return last.map((to, i) => ({ from: i === 0 ? 0 : (last[i - 1] ?? 0), to }));
}

const MAX_PARTS = 12;

/**
 * Cuts a message into parts that can be answered one by one, where that is certain: the items of a list, or sentences of which
 * the understood ones come first and every other one begins a request of its own. A part that speaks of another, such as "use
 * base 8", could change what the others mean, so then nothing is cut.
 */
export function recogniseCompound(grammar: Grammar, state: Omit<MatchState, 'steps'>): Compound | null {
  const items = listItems(state);
  const spans = items ?? sentences(state);
  if (spans.length < 2 || spans.length > MAX_PARTS || spans.some(({ from, to }) => from < 0 || to <= from)) return null;
  const found = spans.map(({ from, to }) => recognisePart(grammar, state, from, to));
  const claims = found.filter((claim) => claim !== null);
  if (
    claims.length === 0 ||
    claims.length === spans.length ||
    claims.some((claim) => claim.takesRest || claim.usesData || claim.standsAlone)
  )
    return null;
  const open = spans.filter((_, i) => found[i] === null);
  if (items === null && found.slice(0, claims.length).includes(null)) return null;
  const { independent, dependent } = grammar.language;
  const alone = open.every(({ from, to }) => {
    const words = state.tokens.slice(from, to).filter(({ kind }) => kind === 'word');
    return words.length >= 3 && independent.has(words[0]?.text ?? '') && !words.some(({ text }) => dependent.has(text));
  });
  if (!alone) return null;
  return {
    claims,
    rest: open.map(({ from, to }) => state.text.slice(state.tokens[from]?.start, state.tokens[to - 1]?.end)),
  };
}
