/** Lets only so many calls of a connector run at once; the others wait in the order in which they came. */
export class ModelSlots {
  readonly #limit: number;
  readonly #busy = new Map<string, number>();
  readonly #queues = new Map<string, (() => void)[]>();

  /** @param limit calls at once, per connector. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /**
   * Waits for a slot. Rejects with the signal's reason when that aborts first.
   * @returns gives the slot back; calling it again does nothing.
   */
  async acquire(connectorId: string, signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted();
    const busy = this.#busy.get(connectorId) ?? 0;
    if (busy < this.#limit) this.#busy.set(connectorId, busy + 1);
    else await this.#queueUp(connectorId, signal);
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      this.#release(connectorId);
    };
  }

  /** How many wait for a connector. */
  waiting(connectorId: string): number {
    return this.#queues.get(connectorId)?.length ?? 0;
  }

  #queueUp(connectorId: string, signal: AbortSignal): Promise<void> {
    const queue = this.#queues.get(connectorId) ?? [];
    this.#queues.set(connectorId, queue);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const enter = () => {
      signal.removeEventListener('abort', leave);
      resolve();
    };
    const leave = () => {
      queue.splice(queue.indexOf(enter), 1);
      reject(signal.reason);
    };
    queue.push(enter);
    signal.addEventListener('abort', leave, { once: true });
    return promise;
  }

  #release(connectorId: string): void {
    const next = this.#queues.get(connectorId)?.shift();
    // The slot goes straight to whoever waits longest, so nobody can slip in between.
    if (next !== undefined) next();
    else this.#busy.set(connectorId, (this.#busy.get(connectorId) ?? 1) - 1);
  }
}
