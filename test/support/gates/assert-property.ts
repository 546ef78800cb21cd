import fc from 'fast-check';

/** Longest that one property may run; what is checked by then counts. */
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
  const property = fc.asyncProperty(values, async (value) => {
    const found = await violations(value);
    if (found.length > 0) throw new Error([...new Set(found)].join('\n'));
  });
  return fc.assert(property, {
    numRuns,
    interruptAfterTimeLimit: TIME_LIMIT_MS,
    markInterruptAsFailure: false,
    includeErrorInReport: true,
  });
}
