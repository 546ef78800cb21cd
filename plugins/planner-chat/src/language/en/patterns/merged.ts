/** Patterns by recogniser: those of several tables, one after the other. */
export function merged(
  ...tables: readonly Readonly<Record<string, readonly string[]>>[]
): Record<string, readonly string[]> {
  const ids = new Set(tables.flatMap((table) => Object.keys(table)));
  return Object.fromEntries([...ids].map((id) => [id, tables.flatMap((table) => table[id] ?? [])]));
}
