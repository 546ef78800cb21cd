import fc from 'fast-check';

/** Longest that one property begins with another value. On a slow machine fewer are checked, and at least one. */
const TIME_LIMIT_MS = 10_000;

/**
 * Rejects with the smallest value found for which `violations` gives any, and with them. The message names the seed and path
 * that repeat the failure.
 */
export function assertProperty<T>(
  values: fc.Arbitrary<T>,
  violations: (value: T) => Promise<readonly string[]>,
  numRuns: number,
): Promise<void> {
  const until = performance.now() + TIME_LIMIT_MS;
  let checked = 0;
  const property = fc.asyncProperty(values, async (value) => {
    if (checked > 0 && performance.now() > until) return;
    checked++;
    const found = await violations(value);
    if (found.length > 0) throw new Error([...new Set(found)].join('\n'));
  });
  return fc.assert(property, { numRuns, includeErrorInReport: true });
}
