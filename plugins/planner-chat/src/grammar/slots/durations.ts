import type { MatchState, Slot } from '../pattern.ts';
import { type Quantity, quantity } from './units.ts';

/** A length of time as it was said: 1 h and 45 min. */
export interface Duration {
  readonly parts: readonly { readonly amount: string; readonly unit: string }[];
  /** Roughly, for deciding what it can be added to. */
  readonly seconds: number;
}

const SECONDS: Readonly<Record<string, number>> = { week: 604_800, day: 86_400, h: 3600, min: 60, s: 1 };

/** `{duration}`: weeks, days, hours, minutes and seconds, the largest first: "1 hour and 45 minutes", "1h 45m". */
export const duration: Slot = function* (state, at) {
  const parts: Duration['parts'][number][] = [];
  let [position, smallest, seconds] = [at, Number.POSITIVE_INFINITY, 0];
  for (;;) {
    const found = partAt(state, parts.length === 0 ? position : afterJoiner(state, position), parts.at(-1)?.unit);
    if (found === null || found.size >= smallest) return;
    parts.push({ amount: found.amount, unit: found.unit });
    [position, smallest] = [found.end, found.size];
    seconds += Number(found.amount) * found.size;
    yield { value: { parts: [...parts], seconds } satisfies Duration, end: position };
    // Only a whole number has a rest behind it.
    if (!/^\d+$/.test(found.amount)) return;
  }
};

function afterJoiner(state: MatchState, at: number): number {
  const said = state.tokens[at]?.text ?? '';
  return said === ',' || state.context.language.slotWords.and.has(said) ? at + 1 : at;
}

function partAt(state: MatchState, at: number, before: string | undefined) {
  if (at >= state.end) return null;
  for (const { value, end } of quantity(state, at)) {
    const { units, amount, written } = value as Quantity;
    // Behind hours, m stands for minutes.
    const unit = written === 'm' && before === 'h' ? 'min' : units.length === 1 ? (units[0] ?? '') : '';
    const size = Object.hasOwn(SECONDS, unit) ? SECONDS[unit] : undefined;
    if (size !== undefined && Number(amount) >= 0) return { amount, unit, size, end };
  }
  return null;
}
