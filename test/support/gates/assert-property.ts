import fc from 'fast-check';

/** How long a property goes on to another value after its first, for which an engine may have to start: on a slow machine fewer are checked. */
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
  let until: number | null = null;
  const property = fc.asyncProperty(values, async (value) => {
    if (until !== null && performance.now() > until) return;
    const found = await violations(value);
    until ??= performance.now() + TIME_LIMIT_MS;
    if (found.length > 0) throw new Error([...new Set(found)].join('\n'));
  });
  return fc.assert(property, { numRuns, includeErrorInReport: true });
}
