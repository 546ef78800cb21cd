import type { MatchState, Slot } from '../pattern.ts';
import { number } from './numbers.ts';

/** A value that cells are compared with, and how it was written. */
export interface CellValue {
  readonly value: string | number;
  readonly quoted: boolean;
}

const SEARCHED = 2_000_000;

/** Whether a text stands in the data as a whole cell, in exactly these letters, and in no other letters. */
function standsInData(state: MatchState, written: string): boolean {
  const [table] = state.context.data;
  if (table === undefined || table.text.length > SEARCHED) return false;
  const escaped = written.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const cell = new RegExp(`(?:^|[,;\\t|"\\n:])\\s*(${escaped})\\s*(?=$|[,;\\t|"\\r\\n}])`, 'gi');
  const spellings = new Set(Array.from(table.text.matchAll(cell), (match) => match[1]));
  return spellings.size === 1 && spellings.has(written);
}

/** `{cell}`: a number, a text in quotes, or words that stand in the data as a cell, exactly as written. */
export const cell: Slot = function* (state, at) {
  const first = state.tokens[at];
  if (first === undefined || at >= state.end) return;
  if (first.kind === 'quoted') {
    yield { value: { value: first.text, quoted: true } satisfies CellValue, end: at + 1 };
    return;
  }
  if (first.kind === 'number' || first.text === '-') {
    for (const { value, end } of number(state, at)) {
      const literal = String(value);
      if (!/^-?0\d/.test(first.text) && literal.length <= 15)
        yield { value: { value: Number(literal), quoted: false } satisfies CellValue, end };
    }
    return;
  }
  for (let end = Math.min(at + 5, state.end); end > at; end--) {
    const written = state.text.slice(first.start, state.tokens[end - 1]?.end);
    if (standsInData(state, written))
      return yield { value: { value: written, quoted: false } satisfies CellValue, end };
  }
};
