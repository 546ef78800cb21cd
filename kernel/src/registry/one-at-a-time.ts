import { setTimeout } from 'node:timers/promises';
import { nextTurn } from '@kora/plugin-sdk';

/** Milliseconds after which a step is no longer waited for: it may wait itself, for as long as it likes. */
const PATIENCE_MS = 250;

/**
 * Lets long steps begin one after the other, each in a turn of the process of its own, so that those of several that are asked for
 * together do not add up to one stop. A step that hangs holds the next one up for a moment only.
 */
export class OneAtATime {
  #before: Promise<void> = Promise.resolve();

  async run<T>(step: () => Promise<T>): Promise<T> {
    const before = this.#before;
    const over = Promise.withResolvers<void>();
    this.#before = over.promise;
    const patience = new AbortController();
    const waited = setTimeout(PATIENCE_MS, undefined, { signal: patience.signal }).catch(() => undefined);
    await Promise.race([before, waited]);
    patience.abort();
    try {
      return await step();
    } finally {
      await nextTurn();
      over.resolve();
    }
  }
}
