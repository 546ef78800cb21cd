import type { EventEmitter } from 'node:events';

/** Signals that ask this process to stop. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/**
 * A terminal sends Ctrl-C to every process of the group, and a wrapper such as bin/kora.js or npx passes its own on, so one
 * press can arrive twice. Nobody presses twice this fast.
 */
const SAME_PRESS_MS = 300;

/** Listens for requests to stop, and tells one from the next. */
export class Interruptions {
  readonly #leave: () => void;
  #first: number | null = null;
  readonly #listeners = new Set<() => void>();

  /**
   * @param source what emits the signals, `process`.
   * @param leave ends the process at once: called when somebody who asked once asks again, and when nobody here has
   *   anything to bring to an orderly end.
   */
  constructor(source: EventEmitter, leave: () => void) {
    this.#leave = leave;
    for (const signal of SIGNALS) source.on(signal, this.#arrived);
  }

  /** Calls `listener` at the first request, which then no longer ends the process. */
  onRequest(listener: () => void): void {
    this.#listeners.add(listener);
  }

  /** Resolves at the first request. */
  requested(): Promise<void> {
    return new Promise((resolve) => this.onRequest(resolve));
  }

  readonly #arrived = () => {
    const now = performance.now();
    if (this.#listeners.size === 0) this.#leave();
    else if (this.#first === null) {
      this.#first = now;
      for (const listener of this.#listeners) listener();
    } else if (now - this.#first > SAME_PRESS_MS) this.#leave();
  };
}
