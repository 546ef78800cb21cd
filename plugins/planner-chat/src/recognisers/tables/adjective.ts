/** The column that an adjective such as "oldest" or "older than" is about, with its order or test: "descending age". */
export function adjective(
  said: string,
  columns: readonly string[],
): { readonly column: string; readonly order: string } | null {
  const [order = '', word = ''] = said.split(' ');
  const [column, another] = columns.filter((name) =>
    name
      .toLowerCase()
      .split(/[\s_-]+/)
      .includes(word),
  );
  return column === undefined || another !== undefined ? null : { column, order };
}
