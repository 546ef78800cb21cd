import type { Captures, Matcher, MatchState } from './pattern.ts';

const MAX_STEPS = 20_000;

/**
 * Matches a pattern against all tokens from `from` on, to the last one.
 * @returns what was caught, or null when the pattern does not fit, fits in two ways that mean different things, or takes too long.
 */
export function matchAll(matcher: Matcher, state: Omit<MatchState, 'steps'>, from: number): Captures | null {
  const counted: MatchState = { ...state, steps: MAX_STEPS };
  const found = new Map<string, Captures>();
  matcher(counted, from, {}, (end, captures) => {
    if (end === state.end) found.set(meaningOf(captures), captures);
  });
  return found.size === 1 && counted.steps > 0 ? ([...found.values()][0] ?? null) : null;
}

function meaningOf(captures: Captures): string {
  const names = Object.keys(captures).sort();
  return JSON.stringify(names.map((name) => [name, captures[name]?.value]));
}
