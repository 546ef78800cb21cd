import type { MatchState, Slot } from '../pattern.ts';
import { columnItem } from './column-items.ts';
import { numberAt, runsOn } from './numbers.ts';

/** An arithmetic expression over columns, as `table.add_column` takes it. */
export interface Formula {
  /** With a letter for each column. */
  readonly expression: string;
  readonly variables: Readonly<Record<string, string>>;
  /** For people: with the names of the columns. */
  readonly written: string;
  /** The signs in it. */
  readonly signs: string;
}

interface Piece {
  /** Columns stand in it as `{name}`. */
  readonly written: string;
  readonly columns: readonly string[];
  readonly signs: string;
  readonly end: number;
}

const SIGNS: Readonly<Record<string, string>> = {
  '+': '+',
  '-': '-',
  '\u2212': '-',
  '*': '*',
  '\u00d7': '*',
  '\u00b7': '*',
  '/': '/',
  '\u00f7': '/',
};
const MOST_SIGNS = 6;

function signAt(state: MatchState, at: number): { readonly sign: string; readonly end: number } | null {
  const token = at < state.end ? state.tokens[at] : undefined;
  if (token === undefined) return null;
  const sign = token.kind === 'symbol' ? SIGNS[token.text] : undefined;
  if (sign !== undefined) return { sign, end: at + 1 };
  const said = state.context.language.slotWords.operators.find(([words]) =>
    words.every((word, i) => at + i < state.end && state.tokens[at + i]?.text === word),
  );
  return said === undefined ? null : { sign: said[1], end: at + said[0].length };
}

function* operandAt(state: MatchState, at: number): Iterable<Piece> {
  if (at >= state.end) return;
  if (state.tokens[at]?.text === '(') {
    for (const inner of piecesAt(state, at + 1))
      if (inner.end < state.end && state.tokens[inner.end]?.text === ')')
        yield { ...inner, written: `(${inner.written})`, end: inner.end + 1 };
    return;
  }
  const number = numberAt(state, at);
  if (number !== null && !runsOn(state, number.end - 1))
    yield { written: number.value, columns: [], signs: '', end: number.end };
  for (const { value, end } of columnItem(state, at))
    yield { written: `{${String(value)}}`, columns: [String(value)], signs: '', end };
}

function* piecesAt(state: MatchState, at: number): Iterable<Piece> {
  for (const first of operandAt(state, at)) yield* goingOn(state, first);
}

function* goingOn(state: MatchState, so: Piece): Iterable<Piece> {
  yield so;
  if (so.signs.length >= MOST_SIGNS) return;
  const sign = signAt(state, so.end);
  if (sign === null) return;
  for (const next of operandAt(state, sign.end))
    yield* goingOn(state, {
      written: `${so.written} ${sign.sign} ${next.written}`,
      columns: [...so.columns, ...next.columns],
      signs: so.signs + sign.sign + next.signs,
      end: next.end,
    });
}

/** Named so that none is a function or a constant of expressions. */
const variable = (i: number) => `col_${'abcdefghijklmnop'[i] ?? 'z'}`;

/** `{formula}`: columns and numbers with signs or words such as "times" between them; at least one column and one sign. */
export const formula: Slot = function* (state, at) {
  for (const { written, columns, signs, end } of piecesAt(state, at)) {
    const names = [...new Set(columns)];
    if (names.length === 0 || signs === '' || columns.some((name) => /[{}]/.test(name))) continue;
    const expression = written.replaceAll(/\{([^}]*)\}/g, (_, name: string) => variable(names.indexOf(name)));
    const value: Formula = {
      expression,
      variables: Object.fromEntries(names.map((name, i) => [variable(i), name])),
      written: written.replaceAll(/[{}]/g, ''),
      signs,
    };
    yield { value, end };
  }
};
