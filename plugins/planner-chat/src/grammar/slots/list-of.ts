import type { MatchState, Slot } from '../pattern.ts';

const MOST = 8;

/** The token after a comma, a word such as "and", or both; null where neither stands. */
export function afterSeparator(state: MatchState, at: number): number | null {
  const { and } = state.context.language.slotWords;
  const isAnd = (i: number) => i < state.end && (and.has(state.tokens[i]?.text ?? '') || state.tokens[i]?.text === '&');
  const comma = at < state.end && state.tokens[at]?.text === ',' ? 1 : 0;
  if (isAnd(at + comma)) return at + comma + 1;
  return comma === 1 ? at + 1 : null;
}

/** A slot for one or more of what another slot reads, parted by commas or "and": the list of their values, none of them twice. */
export function listOf(item: Slot): Slot {
  return function* read(state, at) {
    yield* after(state, at, []);
  };
  function* after(
    state: MatchState,
    at: number,
    found: readonly unknown[],
  ): Iterable<{ value: readonly unknown[]; end: number }> {
    if (found.length >= MOST || at >= state.end) return;
    for (const { value, end } of item(state, at)) {
      if (found.includes(value)) continue;
      const values = [...found, value];
      yield { value: values, end };
      const next = afterSeparator(state, end);
      if (next !== null) yield* after(state, next, values);
    }
  }
}
