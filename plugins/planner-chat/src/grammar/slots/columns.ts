import type { MatchState, Slot } from '../pattern.ts';

const plain = (name: string) =>
  name
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, ' ')
    .trim();
const LONGEST = 8;

const plurals = (name: string): readonly string[] =>
  /[^aeiou]y$/.test(name) ? [`${name.slice(0, -1)}ies`] : /(s|x|ch|sh)$/.test(name) ? [`${name}es`] : [`${name}s`];

const isDash = (text: string | undefined) => text === '-' || text === '_';

/** Every way to read a name from a list at a token: in any case, with spaces for underscores, or in quotes. */
function* namesAt(state: MatchState, at: number, names: readonly string[]): Iterable<{ value: string; end: number }> {
  for (let end = at + 1; end <= Math.min(at + LONGEST, state.end); end++) {
    const first = state.tokens[at];
    const last = state.tokens[end - 1];
    // "sort by -amount" asks for more than the column.
    if (isDash(first?.text) || isDash(last?.text)) continue;
    const written = first?.kind === 'quoted' && end === at + 1 ? first.text : state.text.slice(first?.start, last?.end);
    const exact = first?.kind === 'quoted' ? names.filter((name) => name === written) : [];
    // Between columns such as Score and score, only quotes tell which is meant.
    const fitting = exact.length > 0 ? exact : names.filter((name) => plain(name) === plain(written));
    const [name, second] = fitting;
    if (name !== undefined && second === undefined) yield { value: name, end };
  }
}

/** `{column}`: the name of a column of the request's only table. */
export const column: Slot = function* (state, at) {
  const [table, another] = state.context.data.filter(({ columns }) => columns !== null);
  if (table?.columns == null || another !== undefined) return;
  const names = table.columns;
  for (const found of namesAt(state, at, names))
    if (!endsLongerName(state, at, found.end, names) && !joinsNames(found.value, names)) yield found;
};

/** Whether a name begins and ends as others do: "amount by region" beside amount and region. */
function joinsNames(name: string, names: readonly string[]): boolean {
  const [whole, others] = [plain(name), names.map(plain)];
  return others.some((one) => whole.startsWith(`${one} `)) && others.some((one) => whole.endsWith(` ${one}`));
}

/** Whether a name is only the end of a longer one: "total amount" where there is a column of that name beside amount. */
function endsLongerName(state: MatchState, at: number, end: number, names: readonly string[]): boolean {
  return [1, 2, 3].some((more) => {
    const start = state.tokens[at - more]?.start;
    const longer = start === undefined ? '' : plain(state.text.slice(start, state.tokens[end - 1]?.end));
    return longer !== '' && names.some((name) => plain(name) === longer);
  });
}

/** `{plural_column}`: the name of a column of the request's only table in the plural, such as "regions" or "cities". */
export const pluralColumn: Slot = function* (state, at) {
  const [table, another] = state.context.data.filter(({ columns }) => columns !== null);
  if (table?.columns == null || another !== undefined) return;
  const token = at < state.end ? state.tokens[at] : undefined;
  // "Values" are those of any column, also where one is called value.
  if (token?.kind !== 'word' || state.context.language.dependent.has(token.text)) return;
  const fitting = table.columns.filter((name) => plurals(plain(name)).includes(token.text));
  const [name, second] = fitting;
  // A column of that very name is meant instead.
  if (name === undefined || second !== undefined || table.columns.some((other) => plain(other) === token.text)) return;
  yield { value: name, end: at + 1 };
};

/** The names of columns that both of the request's two tables have. */
function sharedNames({ context }: MatchState): readonly string[] {
  const [left, right, more] = context.data;
  if (left?.columns == null || right?.columns == null || more !== undefined) return [];
  return left.columns.filter((name) => right.columns?.includes(name) === true);
}

/** `{shared_column}`: the name of a column that both of the request's two tables have. */
export const sharedColumn: Slot = function* (state, at) {
  yield* namesAt(state, at, sharedNames(state));
};

/** `{shared_plural}`: the name of such a column in the plural, such as "customers". */
export const sharedPlural: Slot = function* (state, at) {
  const shared = sharedNames(state);
  const manyOf = new Map(shared.flatMap((name) => plurals(plain(name)).map((many) => [many, name] as const)));
  for (const { value, end } of namesAt(state, at, [...manyOf.keys()])) {
    const name = manyOf.get(value);
    if (name !== undefined && !shared.some((other) => plain(other) === value)) yield { value: name, end };
  }
};

/** `{file}`: the name of one of the request's texts, as its position. */
export const file: Slot = function* (state, at) {
  const names = state.context.data.map(({ name }) => name);
  for (const { value, end } of namesAt(state, at, names)) yield { value: names.indexOf(value), end };
};
