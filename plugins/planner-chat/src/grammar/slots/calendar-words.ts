import type { Slot } from '../pattern.ts';

/** `{weekday}`: the name of a day of the week; Monday is 1. */
export const weekday: Slot = function* (state, at) {
  const number = state.context.language.weekdays.get(state.tokens[at]?.text ?? '');
  if (number !== undefined && state.tokens[at]?.kind === 'word') yield { value: number, end: at + 1 };
};

/** `{month}`: the name of a month; January is 1. */
export const month: Slot = function* (state, at) {
  const number = state.context.language.months.get(state.tokens[at]?.text ?? '');
  if (number !== undefined && state.tokens[at]?.kind === 'word') yield { value: number, end: at + 1 };
};

const INSTANT =
  /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?: ?(?:Z|UTC|GMT)|[+-]\d{2}:\d{2})(?![\w:+-])/i;

/** `{instant}`: a date with a time and an offset from UTC, as RFC 3339. */
export const instant: Slot = function* (state, at) {
  const start = state.tokens[at]?.start;
  if (start === undefined || state.tokens[at]?.kind === 'quoted') return;
  const match = INSTANT.exec(state.text.slice(start, start + 45));
  if (match === null) return;
  const written = match[0]
    .toUpperCase()
    .replace(/ ?(UTC|GMT|Z)$/, 'Z')
    .replace(/^(.{10}) /, '$1T');
  const last = start + match[0].length;
  for (let end = at + 1; end <= state.end && end < at + 20; end++) {
    if (state.tokens[end - 1]?.end !== last) continue;
    if (isMoment(written)) yield { value: written, end };
    return;
  }
};

function isMoment(written: string): boolean {
  const [year, month, day, hour, minute, second] = written.split(/[^\d]/).map(Number);
  const at = new Date(Date.UTC(year ?? 0, (month ?? 0) - 1, day));
  const exists = at.getUTCMonth() + 1 === month && at.getUTCDate() === day;
  return exists && (hour ?? 24) < 24 && (minute ?? 60) < 60 && !((second ?? 0) > 59);
}
