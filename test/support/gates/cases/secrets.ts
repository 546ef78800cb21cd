import type { Case } from './case.ts';

/** How every secret word looks: no identifier, type, count or hash contains one. */
export const SECRET = /SECRET-[a-z]+-\d+/g;

/** All secret words that a case puts into prompts, answers and outputs. */
export function secretsOf(given: Case): readonly string[] {
  const words = `${JSON.stringify(given.graph)} ${JSON.stringify(given.turns)}`.match(SECRET) ?? [];
  return [...new Set(words)];
}
