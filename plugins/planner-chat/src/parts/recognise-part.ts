import type { Grammar } from '../grammar/grammar.ts';
import { matchAll } from '../grammar/match-all.ts';
import type { MatchState } from '../grammar/pattern.ts';
import type { Claim } from '../recognisers/recogniser.ts';
import { afterOpeners, beforeClosers } from './strip.ts';

/** Asks every recogniser, in order, whether it understands all of `tokens[from]` to `tokens[to - 1]`. */
function claimOf(grammar: Grammar, state: Omit<MatchState, 'steps'>, from: number): Claim | null {
  const words = new Set(state.tokens.slice(from, state.end).map(({ text }) => text));
  const hasTable = state.context.data.some(({ columns }) => columns !== null);
  for (const { recogniser, patterns } of grammar.recognisers) {
    if (recogniser.needsTable === true && !hasTable) continue;
    for (const { match, needs } of patterns) {
      // Nearly every pattern is out at once: a word that it needs is not in the message.
      if (!needs.every((some) => !some.isDisjointFrom(words))) continue;
      const captures = matchAll(match, state, from);
      const claim = captures === null ? null : recogniser.claim(captures, state.context);
      if (claim !== null) return { recogniser: recogniser.id, ...claim };
    }
  }
  return null;
}

/** The claim on one part of a message, with or without the words that only open and close it; null when nobody understands it. */
export function recognisePart(
  grammar: Grammar,
  all: Omit<MatchState, 'steps'>,
  from: number,
  to: number,
): Claim | null {
  if (to <= from) return null;
  const state = { ...all, end: to };
  const starts = new Set([afterOpeners(grammar.opener, state, from), from]);
  for (const start of starts) {
    const end = beforeClosers(grammar.closer, state, start);
    if (end <= start) continue;
    const claim = claimOf(grammar, { ...state, end }, start);
    if (claim === null) {
      const unstripped = end === to ? null : claimOf(grammar, state, start);
      if (unstripped !== null) return unstripped;
      continue;
    }
    if (claim.takesRest !== true || end === to) return claim;
    // A text that runs to the end of the message is taken as it is, with its full stop; with thanks behind it nobody knows.
    const words = state.tokens.slice(end, to).some(({ kind }) => kind !== 'symbol');
    return words ? null : claimOf(grammar, state, start);
  }
  return null;
}
