import type { Slot } from '../pattern.ts';

/** `{people}`: a word for people, such as "who", where the columns of the request's only table say that its rows are people. */
export const people: Slot = function* (state, at) {
  const [table, another] = state.context.data.filter(({ columns }) => columns !== null);
  const token = at < state.end ? state.tokens[at] : undefined;
  if (table?.columns == null || another !== undefined || token?.kind !== 'word') return;
  const { people, personal } = state.context.language;
  const isAboutPeople = table.columns.some((name) =>
    name
      .toLowerCase()
      .split(/[\s_-]+/)
      .some((word) => personal.has(word)),
  );
  if (people.has(token.text) && isAboutPeople) yield { value: 'people', end: at + 1 };
};
