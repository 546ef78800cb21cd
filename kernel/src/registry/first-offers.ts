import type { OperationLibrary } from '@kora/contracts';

/** An operation that two plugins offer. */
export interface OperationClash {
  /** The plugin that came second. */
  readonly plugin_id: string;
  readonly operation: string;
  readonly other: string;
}

/** Keeps the libraries of plugins whose operations nobody before them offers, and reports the others. */
export function firstOffers(offers: readonly (readonly [plugin: string, libraries: readonly OperationLibrary[]])[]): {
  readonly kept: readonly OperationLibrary[];
  readonly clashes: readonly OperationClash[];
} {
  const owners = new Map<string, string>();
  const kept: OperationLibrary[] = [];
  const clashes: OperationClash[] = [];
  for (const [plugin_id, libraries] of offers) {
    const names = libraries.flatMap(({ operations }) => operations.map(({ name }) => name));
    const taken = names.find((name) => owners.has(name));
    if (taken !== undefined) {
      clashes.push({ plugin_id, operation: taken, other: owners.get(taken) ?? plugin_id });
      continue;
    }
    for (const name of names) owners.set(name, plugin_id);
    kept.push(...libraries);
  }
  return { kept, clashes };
}
