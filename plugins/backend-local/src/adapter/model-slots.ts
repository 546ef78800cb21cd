import type { Routing } from '@kora/contracts';

/** How urgent a task is, as its routing says. */
export type Priority = NonNullable<Routing['priority']>;

const RANK: Readonly<Record<Priority, number>> = { high: 2, normal: 1, low: 0 };

/** A task that was passed over this often is as urgent as one of the next rank, so that nobody waits for ever. */
const PATIENCE = 4;

interface Waiting {
  readonly enter: () => void;
  readonly rank: number;
  passed: number;
}

const urgency = ({ rank, passed }: Waiting) => rank + Math.floor(passed / PATIENCE);

/**
 * Lets only so many calls of a connector run at once. Of those that wait the most urgent is next, and of equally urgent ones the one
 * that has waited longest.
 */
export class ModelSlots {
  readonly #limit: number;
  readonly #busy = new Map<string, number>();
  readonly #queues = new Map<string, Waiting[]>();

  /** @param limit calls at once, per connector. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /**
   * Waits for a slot. Rejects with the signal's reason when that aborts first.
   * @returns gives the slot back; calling it again does nothing.
   */
  async acquire(connectorId: string, signal: AbortSignal, priority: Priority = 'normal'): Promise<() => void> {
    signal.throwIfAborted();
    const busy = this.#busy.get(connectorId) ?? 0;
    if (busy < this.#limit) this.#busy.set(connectorId, busy + 1);
    else await this.#queueUp(connectorId, signal, RANK[priority]);
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
    return this.#queues.get(connectorId)?.length ?? 0;
  }

  #queueUp(connectorId: string, signal: AbortSignal, rank: number): Promise<void> {
    const queue = this.#queues.get(connectorId) ?? [];
    this.#queues.set(connectorId, queue);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const enter = () => {
      signal.removeEventListener('abort', leave);
      resolve();
    };
    const waiting: Waiting = { enter, rank, passed: 0 };
    const leave = () => {
      queue.splice(queue.indexOf(waiting), 1);
      reject(signal.reason);
    };
    queue.push(waiting);
    signal.addEventListener('abort', leave, { once: true });
    return promise;
  }

  #release(connectorId: string): void {
    const next = this.#takeNext(this.#queues.get(connectorId) ?? []);
    // The slot goes straight to whoever is next, so nobody can slip in between.
    if (next !== undefined) next.enter();
    else this.#busy.set(connectorId, (this.#busy.get(connectorId) ?? 1) - 1);
  }

  /** Takes the most urgent out of a queue that is in the order of arrival; those who came earlier were passed over once more. */
  #takeNext(queue: Waiting[]): Waiting | undefined {
    const most = queue.reduce((highest, each) => Math.max(highest, urgency(each)), 0);
    const index = queue.findIndex((each) => urgency(each) === most);
    for (const earlier of queue.slice(0, Math.max(0, index))) earlier.passed++;
    return index < 0 ? undefined : queue.splice(index, 1)[0];
  }
}
