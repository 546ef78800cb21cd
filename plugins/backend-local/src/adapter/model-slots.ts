import type { Routing } from '@kora/contracts';
import { type Waiting, WaitingLine } from './waiting-line.ts';

/** How a task waits. */
export interface WaitOptions {
  readonly priority?: Routing['priority'] | undefined;
  /** Told the place in line when it is first known, whenever it changes enough to be worth a word, and 0 when the wait is over. */
  readonly onPlace?: (position: number) => void;
}

/**
 * Lets only so many calls of a connector run at once. Of those that wait the most urgent is next, and of equally urgent ones the one
 * that has waited longest.
 */
export class ModelSlots {
  readonly #limit: number;
  readonly #busy = new Map<string, number>();
  readonly #lines = new Map<string, WaitingLine>();

  /** @param limit calls at once, per connector. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /**
   * Waits for a slot. Rejects with the signal's reason when that aborts first.
   * @returns gives the slot back; calling it again does nothing.
   */
  async acquire(connectorId: string, signal: AbortSignal, options: WaitOptions = {}): Promise<() => void> {
    signal.throwIfAborted();
    const busy = this.#busy.get(connectorId) ?? 0;
    if (busy < this.#limit) this.#busy.set(connectorId, busy + 1);
    else await this.#queueUp(connectorId, signal, options);
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      this.#release(connectorId);
    };
  }

  /** Calls at once, per connector. */
  get limit(): number {
    return this.#limit;
  }

  /** How many wait for a connector. */
  waiting(connectorId: string): number {
    return this.#lines.get(connectorId)?.length ?? 0;
  }

  #queueUp(connectorId: string, signal: AbortSignal, { priority = 'normal', onPlace }: WaitOptions): Promise<void> {
    const line = this.#lines.get(connectorId) ?? new WaitingLine();
    this.#lines.set(connectorId, line);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const enter = () => {
      signal.removeEventListener('abort', leave);
      resolve();
    };
    const waiting: Waiting = line.join(priority, enter, onPlace);
    const leave = () => {
      line.leave(waiting);
      reject(signal.reason);
    };
    signal.addEventListener('abort', leave, { once: true });
    return promise;
  }

  #release(connectorId: string): void {
    const next = this.#lines.get(connectorId)?.takeNext();
    // The slot goes straight to whoever is next, so nobody can slip in between.
    if (next !== undefined) next.enter();
    else this.#busy.set(connectorId, (this.#busy.get(connectorId) ?? 1) - 1);
  }
}
