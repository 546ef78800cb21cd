import type { Matcher, MatchState } from '../grammar/pattern.ts';

/** Farthest token that a matcher reaches from `at`, or `at` when it does not fit. */
export function reach(matcher: Matcher, state: Omit<MatchState, 'steps'>, at: number): number {
  let farthest = at;
  matcher({ ...state, steps: 2_000 }, at, {}, (end) => {
    if (end > farthest && end <= state.end) farthest = end;
  });
  return farthest;
}

/** The first token after everything that only opens a request. */
export function afterOpeners(opener: Matcher, state: Omit<MatchState, 'steps'>, from: number): number {
  let at = from;
  for (let end = reach(opener, state, at); end > at; end = reach(opener, state, at)) at = end;
  return at;
}

const LONGEST_CLOSER = 4;

/** The end of a request without what only closes it. */
export function beforeClosers(closer: Matcher, state: Omit<MatchState, 'steps'>, from: number): number {
  let end = state.end;
  for (;;) {
    let shorter = end;
    for (let at = end - 1; at > from && at >= end - LONGEST_CLOSER; at--) {
      // 5! and (2 + 3)! are factorials, or slips.
      const [mark, before] = [state.tokens[at], state.tokens[at - 1]];
      if (mark?.text === '!' && mark.glued && (before?.kind === 'number' || before?.text === ')')) continue;
      if (reach(closer, { ...state, end }, at) === end) shorter = at;
    }
    if (shorter === end) return end;
    end = shorter;
  }
}
