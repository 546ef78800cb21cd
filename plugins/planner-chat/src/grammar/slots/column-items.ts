import type { MatchState, Slot } from '../pattern.ts';
import { column, pluralColumn } from './columns.ts';

const skip = (state: MatchState, at: number, words: ReadonlySet<string>) =>
  at < state.end && state.tokens[at]?.kind === 'word' && words.has(state.tokens[at]?.text ?? '') ? at + 1 : at;

/** A column as an item of a list: perhaps with "the" and "column" around its name, which may stand in the plural. */
export const columnItem: Slot = function* (state, at) {
  const { articles, columnNouns } = state.context.language;
  const from = skip(state, skip(state, at, articles), columnNouns);
  for (const read of [column, pluralColumn]) {
    for (const { value, end } of read(state, from)) {
      yield { value, end };
      const behind = skip(state, end, columnNouns);
      if (behind > end) yield { value, end: behind };
    }
  }
};

/** What is computed of a column. */
export interface Measure {
  readonly function: string;
  readonly column: string;
}

/** A slot for a word such as "average" with a column behind it: "average age", "sum of the units". */
export function measureOf(functionWord: Slot): Slot {
  return function* read(state, at) {
    const { articles, slotWords } = state.context.language;
    for (const word of functionWord(state, skip(state, at, articles))) {
      for (const { value, end } of columnItem(state, skip(state, word.end, slotWords.of)))
        yield { value: `${String(word.value)} ${String(value)}`, end };
    }
  };
}

/** What `measureOf` read: a function, and the column behind it. */
export function readMeasure(said: string): Measure {
  const gap = said.indexOf(' ');
  return { function: said.slice(0, gap), column: said.slice(gap + 1) };
}
