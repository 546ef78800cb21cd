import type { Slot } from '../pattern.ts';

/** A month or a year as its first and last day, ISO 8601. */
export interface Period {
  readonly first: string;
  readonly last: string;
}

const two = (value: number) => String(value).padStart(2, '0');

/** `{period}`: a month of a year, such as March 2026, or a year in four digits. */
export const period: Slot = function* (state, at) {
  const month =
    state.tokens[at]?.kind === 'word' ? state.context.language.months.get(state.tokens[at]?.text ?? '') : undefined;
  const position = month === undefined ? at : at + 1;
  const token = position < state.end ? state.tokens[position] : undefined;
  if (token?.kind !== 'number' || !/^(19|2[01])\d\d$/.test(token.text)) return;
  const year = Number(token.text);
  const days = month === undefined ? 31 : new Date(Date.UTC(year, month, 0)).getUTCDate();
  const value: Period = {
    first: `${year}-${two(month ?? 1)}-01`,
    last: `${year}-${two(month ?? 12)}-${two(days)}`,
  };
  yield { value, end: position + 1 };
};
