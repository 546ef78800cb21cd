import type { ServerResponse } from 'node:http';

/** Counts requests that have not been answered to the end. */
export class InFlight {
  readonly #open = new Set<ServerResponse>();
  #wake: () => void = () => undefined;

  track(response: ServerResponse): void {
    this.#open.add(response);
    response.once('close', () => {
      this.#open.delete(response);
      if (this.#open.size === 0) this.#wake();
    });
  }

  /** Resolves when every request has been answered, or after `grace_ms`. */
  async finished(grace_ms: number): Promise<void> {
    if (this.#open.size === 0) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#wake = resolve;
    const timer = setTimeout(resolve, grace_ms);
    await promise;
    clearTimeout(timer);
  }
}
