import fc from 'fast-check';
import type { Case } from './cases/case.ts';
import type { Engine } from './engine/open-engine.ts';
import { runCase } from './engine/run-case.ts';
import type { Evidence } from './evidence.ts';

/** Longest that one property may run; what is checked by then counts. */
const TIME_LIMIT_MS = 20_000;

/**
 * Runs generated cases, up to three at the same time on one engine, and rejects with the smallest ones found in which `check`
 * sees a violation. fast-check's message names the seed and path that repeat them.
 */
export async function holds(
  engine: Engine,
  cases: fc.Arbitrary<Case>,
  check: (evidence: Evidence) => readonly string[],
  numRuns: number,
): Promise<void> {
  const property = fc.asyncProperty(fc.array(cases, { minLength: 1, maxLength: 3 }), async (together) => {
    const found = (await Promise.all(together.map((given) => runCase(engine, given)))).flatMap(check);
    if (found.length > 0) throw new Error([...new Set(found)].join('\n'));
  });
  await fc.assert(property, { numRuns, interruptAfterTimeLimit: TIME_LIMIT_MS, markInterruptAsFailure: false });
}
