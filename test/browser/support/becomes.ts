import { setTimeout } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { Test } from 'tap';

/** As long as the page itself is waited for. */
const PATIENCE_MS = 60_000;

/** What asserts. */
type Asserts = Pick<Test, 'match' | 'same'>;

/**
 * Asserts what is seen, once it is as it should be: a page does what a key or a click asks for a moment later. Looks again and again
 * until then, and in the end asserts what was seen last.
 * @param expected a pattern of the text, or the very value
 */
export async function becomes<T>(
  t: Asserts,
  look: () => Promise<T>,
  expected: RegExp | T,
  message = 'seen in the page',
): Promise<void> {
  const isExpected = (seen: T) =>
    expected instanceof RegExp ? expected.test(String(seen)) : isDeepStrictEqual(seen, expected);
  const until = performance.now() + PATIENCE_MS;
  let seen = await look();
  while (!isExpected(seen) && performance.now() < until) {
    await setTimeout(20);
    seen = await look();
  }
  if (expected instanceof RegExp) t.match(seen, expected, message);
  else t.same(seen, expected, message);
}
