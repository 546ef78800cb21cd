import fc from 'fast-check';
import { assertProperty } from './assert-property.ts';
import type { Case } from './cases/case.ts';
import type { Engine } from './engine/open-engine.ts';
import { runCase } from './engine/run-case.ts';
import type { Evidence } from './evidence.ts';

/** Runs generated cases, up to three at the same time on one engine, and holds the evidence of each against `check`. */
export function holds(
  engine: Engine,
  cases: fc.Arbitrary<Case>,
  check: (evidence: Evidence) => readonly string[],
  numRuns: number,
): Promise<void> {
  return assertProperty(
    fc.array(cases, { minLength: 1, maxLength: 3 }),
    async (together) => (await Promise.all(together.map((given) => runCase(engine, given)))).flatMap(check),
    numRuns,
  );
}
