import { runErrors } from './errors.ts';

/** Admission of runs: a number at once, a number waiting in order, and a clear refusal beyond that. */
export class RunQueue {
  readonly #maxActive: number;
  readonly #maxQueued: number;
  #active = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(limits: { readonly max_concurrent_runs: number; readonly max_queued_runs: number }) {
    this.#maxActive = limits.max_concurrent_runs;
    this.#maxQueued = limits.max_queued_runs;
  }

  get active(): number {
    return this.#active;
  }

  get queued(): number {
    return this.#waiting.length;
  }

  /** @throws KORA_RUN_QUEUE_FULL when a further run could not even wait. */
  assertRoom(): void {
    if (this.#active < this.#maxActive || this.#waiting.length < this.#maxQueued) return;
    // Nobody knows how long runs take; a wait that grows with the queue spreads the retries.
    const retry_after_s = Math.min(60, 1 + this.#waiting.length);
    throw runErrors.KORA_RUN_QUEUE_FULL({ queued: this.#waiting.length, retry_after_s });
  }

  /** Resolves, in order of calling, when a run may start, or at once when `signal` aborts. Pair it with {@link release}. */
  async acquire(signal: AbortSignal): Promise<void> {
    if (this.#active < this.#maxActive) {
      this.#active++;
      return;
    }
    await new Promise<void>((resolve) => {
      const start = () => {
        signal.removeEventListener('abort', leave);
        this.#active++;
        resolve();
      };
      const leave = () => {
        const place = this.#waiting.indexOf(start);
        if (place >= 0) this.#waiting.splice(place, 1);
        start();
      };
      this.#waiting.push(start);
      signal.addEventListener('abort', leave, { once: true });
      if (signal.aborted) leave();
    });
  }

  /** Gives the place back; the next in line starts. */
  release(): void {
    this.#active--;
    this.#waiting.shift()?.();
  }
}
