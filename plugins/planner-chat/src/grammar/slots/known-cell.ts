import type { Slot } from '../pattern.ts';

/** A text that stands in the table, and the only column that has it. */
export interface KnownCell {
  readonly column: string;
  readonly value: string;
}

const LONGEST = 5;

/** `{known_cell}`: words or a text in quotes that are a cell of exactly one column of the request's only table, in exactly these letters. */
export const knownCell: Slot = function* (state, at) {
  const [table, another] = state.context.data;
  const first = state.tokens[at];
  if (table?.columns == null || another !== undefined || first === undefined || at >= state.end) return;
  for (let end = Math.min(at + (first.kind === 'quoted' ? 1 : LONGEST), state.end); end > at; end--) {
    const written = first.kind === 'quoted' ? first.text : state.text.slice(first.start, state.tokens[end - 1]?.end);
    if (written === '' || /^[\d.,-]+$/.test(written)) continue;
    const facts = table.columns.map((column) => ({ column, ...table.factsOf(column) }));
    const [holder, second] = facts.filter(({ holds }) => holds(written));
    if (holder === undefined) continue;
    // In other letters it may stand elsewhere, too: then nobody knows which rows are meant.
    if (second !== undefined || holder.folds || holder.kind !== 'text') return;
    yield { value: { column: holder.column, value: written } satisfies KnownCell, end };
    return;
  }
};

/** `{owner_cell}`: one word with 's behind it that is such a cell: Ann's. */
export const ownerCell: Slot = function* (state, at) {
  const [table, another] = state.context.data;
  const token = at < state.end ? state.tokens[at] : undefined;
  const written = token === undefined ? '' : state.text.slice(token.start, token.end);
  const owner = /^(.+)['\u2019]s$/.exec(written)?.[1];
  if (table?.columns == null || another !== undefined || token?.kind !== 'word' || owner === undefined) return;
  const facts = table.columns.map((column) => ({ column, ...table.factsOf(column) }));
  const [holder, second] = facts.filter(({ holds }) => holds(owner));
  if (holder === undefined || second !== undefined || holder.folds || holder.kind !== 'text') return;
  yield { value: { column: holder.column, value: owner } satisfies KnownCell, end: at + 1 };
};
