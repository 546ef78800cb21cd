import type { Slot } from '../pattern.ts';

const plain = (name: string) =>
  name
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, ' ')
    .trim();
const LONGEST = 8;

/** `{column}`: the name of a column of the request's only table, in any case, with spaces for underscores, or in quotes. */
export const column: Slot = function* (state, at) {
  const [table, another] = state.context.data.filter(({ columns }) => columns !== null);
  if (table?.columns == null || another !== undefined) return;
  for (let end = at + 1; end <= Math.min(at + LONGEST, state.end); end++) {
    const first = state.tokens[at];
    const written =
      first?.kind === 'quoted' && end === at + 1
        ? first.text
        : state.text.slice(first?.start, state.tokens[end - 1]?.end);
    const exact = table.columns.filter((name) => name === written);
    const fitting = exact.length > 0 ? exact : table.columns.filter((name) => plain(name) === plain(written));
    const [name, second] = fitting;
    if (name !== undefined && second === undefined) yield { value: name, end };
  }
};
