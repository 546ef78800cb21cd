import type { MatchState, Slot } from '../pattern.ts';
import { number } from './numbers.ts';

/** A value that cells are compared with, and how it was written. */
export interface CellValue {
  readonly value: string | number;
  readonly quoted: boolean;
}

const SEARCHED = 2_000_000;
const BEFORE_CELL = ',;|":\t\n';
const AFTER_CELL = ',;|"}\t\r\n';

/** Whether the first character from `at` on, in a direction, that is no space is one of some, or none is left. */
function reaches(text: string, at: number, step: 1 | -1, signs: string): boolean {
  let position = at;
  while (text[position] === ' ' || text[position] === '\u00a0') position += step;
  const sign = text[position];
  return sign === undefined || signs.includes(sign);
}

/** Whether a text stands in the data as a whole cell, in exactly these letters, and in no other letters. */
function standsInData(state: MatchState, written: string): boolean {
  const [table] = state.context.data;
  if (table === undefined || table.text.length > SEARCHED) return false;
  const { text } = table;
  const [lower, sought] = [text.toLowerCase(), written.toLowerCase()];
  // Positions are those of the text itself only where small letters are as long as capitals.
  if (sought === '' || lower.length !== text.length) return false;
  let found = false;
  for (let at = lower.indexOf(sought); at >= 0; at = lower.indexOf(sought, at + 1)) {
    const end = at + sought.length;
    if (!reaches(text, at - 1, -1, BEFORE_CELL) || !reaches(text, end, 1, AFTER_CELL)) continue;
    if (text.slice(at, end) !== written) return false;
    found = true;
  }
  return found;
}

/** Whether a date as 2026-01-31 is in the calendar. */
function isDay(written: string): boolean {
  const time = Date.parse(`${written}T00:00:00Z`);
  return Number.isFinite(time) && new Date(time).toISOString().startsWith(written);
}

/** `{cell}`: a number, a date as 2026-01-31, a text in quotes, or words that stand in the data as a cell, exactly as written. */
export const cell: Slot = function* (state, at) {
  const first = state.tokens[at];
  if (first === undefined || at >= state.end) return;
  if (first.kind === 'quoted') {
    yield { value: { value: first.text, quoted: true } satisfies CellValue, end: at + 1 };
    return;
  }
  const day = /^\d{4}-\d{2}-\d{2}(?![\w-])/.exec(state.text.slice(first.start, first.start + 12))?.[0];
  if (day !== undefined) {
    const end = state.tokens.findIndex((token, i) => i >= at && token.end === first.start + day.length) + 1;
    if (end > at && end <= state.end && isDay(day))
      yield { value: { value: day, quoted: false } satisfies CellValue, end };
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
