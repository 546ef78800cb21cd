/** Lets one holder in at a time, in order of arrival. */
export class Turns {
  #tail: Promise<void> = Promise.resolve();
  #waiting = 0;

  /** True while someone holds the turn or waits for it. */
  get isTaken(): boolean {
    return this.#waiting > 0;
  }

  /**
   * Waits for the turn.
   * @returns the function that gives it back; calling it again does nothing. Rejects with the signal's reason once aborted.
   */
  async take(signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted();
    const mine = Promise.withResolvers<void>();
    const before = this.#tail;
    this.#tail = before.then(() => mine.promise);
    this.#waiting += 1;
    const release = () => {
      mine.resolve();
      this.#waiting -= released;
      released = 0;
    };
    let released = 1;
    const aborted = Promise.withResolvers<never>();
    const onAbort = () => aborted.reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      await Promise.race([before, aborted.promise]);
      return release;
    } catch (error) {
      release();
      throw error;
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }
}
