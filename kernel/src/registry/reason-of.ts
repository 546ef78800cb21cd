/** What a stranger's code threw, as one bounded sentence for a person; the whole error belongs into the log. */
export function reasonOf(thrown: unknown): string {
  const text = thrown instanceof Error ? thrown.message || thrown.name : `it threw ${typeof thrown}`;
  const [line = ''] = text.toWellFormed().split('\n');
  return line.length > 300 ? `${line.slice(0, 299).toWellFormed()}…` : line;
}
