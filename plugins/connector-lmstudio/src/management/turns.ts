/**
 * Lets work happen one after the other. Two calls that both find a model unloaded would otherwise load it twice, with
 * twice the memory.
 */
export class Turns {
  #last: Promise<void> = Promise.resolve();

  /** Does the work when everything before it is over. @throws the signal's reason when that takes longer than wanted. */
  async take<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
    const before = this.#last;
    const over = Promise.withResolvers<void>();
    this.#last = before.then(() => over.promise);
    const aborted = Promise.withResolvers<never>();
    const stop = () => aborted.reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
    try {
      signal.throwIfAborted();
      await Promise.race([before, aborted.promise]);
      return await work();
    } finally {
      signal.removeEventListener('abort', stop);
      over.resolve();
    }
  }
}
