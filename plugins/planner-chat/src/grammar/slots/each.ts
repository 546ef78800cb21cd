import { spokenName } from '../../data/named-columns.ts';
import type { MatchState, Slot } from '../pattern.ts';

/** What each call of a model is about: a row, a line, or the cell of a column. */
export interface ItemReading {
  readonly kind: 'row' | 'line' | 'item';
  /** The column that is named instead of whole rows. */
  readonly column?: string;
}

function itemAt(state: MatchState, at: number): { readonly value: ItemReading; readonly isPlural: boolean } | null {
  const token = at < state.end ? state.tokens[at] : undefined;
  if (token?.kind !== 'word') return null;
  const [source, another] = state.context.data;
  if (source === undefined || another !== undefined) return null;
  const noun = state.context.language.itemNouns.get(token.text);
  const named = (source.columns ?? []).filter((name) => spokenName(name) === (noun?.one ?? token.text));
  const [column, second] = named;
  if (column !== undefined && second === undefined)
    return { value: { kind: 'item', column }, isPlural: noun !== undefined && noun.one !== token.text };
  return noun === undefined ? null : { value: { kind: noun.kind }, isPlural: noun.one !== token.text };
}

/** `{item}`: what a list consists of, such as row, lines or review, or the name of a column. */
export const item: Slot = function* (state, at) {
  const found = itemAt(state, at);
  if (found !== null) yield { value: found.value, end: at + 1 };
};

/** `{items}`: the same in the plural, behind an article: "these reviews". */
export const items: Slot = function* (state, at) {
  const article = state.tokens[at]?.text ?? '';
  const found = state.context.language.articles.has(article) ? itemAt(state, at + 1) : null;
  if (found?.isPlural === true) yield { value: found.value, end: at + 2 };
};

const MOST_NAMES = 12;
const LONGEST_NAME = 3;

/** Names between commas and the words that may part them, from `at` on: every way to end. */
function* namesAt(state: MatchState, at: number, parting: ReadonlySet<string>) {
  const { asides, articles, dependent } = state.context.language;
  const names: string[] = [];
  for (let position = at; names.length < MOST_NAMES; ) {
    if (articles.has(state.tokens[position]?.text ?? '') || state.tokens[position]?.text === 'either') position++;
    const first = state.tokens[position];
    if (first === undefined || position >= state.end) return;
    let end = position;
    if (first.kind === 'quoted') end++;
    else {
      const isName = (i: number) => {
        const token = state.tokens[i];
        if (i >= state.end || token?.kind !== 'word' || parting.has(token.text)) return false;
        const speaks = asides.verbs.has(token.text) || asides.anywhere.has(token.text) || dependent.has(token.text);
        return !speaks && !asides.continuing.has(token.text);
      };
      while (isName(end)) end++;
      if (end === position || end - position > LONGEST_NAME) return;
    }
    const written =
      first.kind === 'quoted' ? first.text : state.text.slice(first.start, state.tokens[end - 1]?.end).toLowerCase();
    names.push(written.trim());
    yield { names: [...names], end };
    position = end;
    let parted = false;
    while (
      position < state.end &&
      (parting.has(state.tokens[position]?.text ?? '') || state.tokens[position]?.text === ',')
    ) {
      position++;
      parted = true;
    }
    if (!parted) return;
  }
}

/** Whether names can stand side by side as answers: of as many words each, or the second says that the first is not so. */
function areLabels(names: readonly string[]): boolean {
  const words = names.map((name) => name.split(/\s+/).length);
  const [first = ''] = names;
  const negated = names.length === 2 && new RegExp(`^not? ?${RegExp.escape(first)}$`).test(names[1] ?? '');
  return (
    names.length >= 2 && (negated || words.every((count) => count === words[0])) && new Set(names).size === names.length
  );
}

/** `{labels}`: at least two answers to choose from, parted by commas and "or": positive, neutral or negative. */
export const labels: Slot = function* (state, at) {
  for (const { names, end } of namesAt(state, at, state.context.language.choosing)) {
    if (areLabels(names)) yield { value: names, end };
  }
};

/** `{fields}`: what to take out of each item, parted by commas and "and": the name and the date. */
export const fields: Slot = function* (state, at) {
  for (const { names, end } of namesAt(state, at, state.context.language.asides.joining)) {
    if (new Set(names).size === names.length && names.every((name) => /\p{L}/u.test(name))) yield { value: names, end };
  }
};
