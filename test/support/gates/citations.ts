import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where requirements are cited, by id. */
export interface Citations {
  readonly gates: ReadonlyMap<string, readonly string[]>;
  readonly mutants: ReadonlyMap<string, readonly string[]>;
}

/** Reads the citations of all test files in a folder: `gate(t, ['id'], …)` and `mutant(t, ['id'], …)`. */
export function citationsIn(folder: string): Citations {
  const gates = new Map<string, string[]>();
  const mutants = new Map<string, string[]>();
  for (const file of globSync('*.test.ts', { cwd: folder })) {
    const source = readFileSync(join(folder, file), 'utf8');
    for (const [, kind, list] of source.matchAll(/\b(gate|mutant)\(\s*t,\s*\[([^\]]*)\]/g)) {
      const cited = kind === 'gate' ? gates : mutants;
      for (const [, id = ''] of (list ?? '').matchAll(/'([^']+)'/g)) cited.set(id, [...(cited.get(id) ?? []), file]);
    }
  }
  return { gates, mutants };
}
