import { isDeepStrictEqual } from 'node:util';
import type { Page } from 'playwright-core';

const QUIET_MS = 300;
const FRAMES = 'new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))';

/**
 * Watches the messages that a page asks for.
 * @returns looks at the page until nothing is on its way any more and it shows the same as a moment before, and gives what it shows.
 */
export function watchRest(page: Page): <T>(look: () => Promise<T>) => Promise<T> {
  let underWay = 0;
  const counts = (by: number) => (request: { url(): string }) => {
    if (request.url().includes('/messages?')) underWay += by;
  };
  page.on('request', counts(1));
  page.on('requestfinished', counts(-1));
  page.on('requestfailed', counts(-1));
  return async (look) => {
    for (let before = await look(); ; ) {
      const quiet = underWay === 0;
      await page.waitForTimeout(QUIET_MS);
      // A page that is slow to draw is slow to show what has come.
      await page.evaluate(FRAMES);
      const now = await look();
      if (quiet && underWay === 0 && isDeepStrictEqual(now, before)) return now;
      before = now;
    }
  };
}
