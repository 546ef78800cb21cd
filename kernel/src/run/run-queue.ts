import { runErrors } from './errors.ts';

/** One who waits. */
interface Waiting {
  start(): void;
  /** The place that was told last. */
  told: number;
  onPlace(position: number): void;
}

/** Admission of runs: a number at once, a number waiting in order, and a clear refusal beyond that. */
export class RunQueue {
  readonly #maxActive: number;
  readonly #maxQueued: number;
  #active = 0;
  readonly #waiting: Waiting[] = [];

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

  /**
   * Resolves, in order of calling, when a run may start, or at once when `signal` aborts. Pair it with {@link release}.
   * @param onPlace told the place in line, 1 for the next, whenever it changes; 0 when the wait is over. Not called without a wait
   */
  async acquire(signal: AbortSignal, onPlace: (position: number) => void = () => undefined): Promise<void> {
    if (this.#active < this.#maxActive) {
      this.#active++;
      return;
    }
    await new Promise<void>((resolve) => {
      const start = () => {
        signal.removeEventListener('abort', leave);
        this.#active++;
        onPlace(0);
        resolve();
      };
      const leave = () => {
        const place = this.#waiting.indexOf(waiting);
        if (place >= 0) this.#waiting.splice(place, 1);
        start();
        this.#tell();
      };
      const waiting: Waiting = { start, told: 0, onPlace };
      this.#waiting.push(waiting);
      signal.addEventListener('abort', leave, { once: true });
      if (signal.aborted) leave();
      else this.#tell();
    });
  }

  /** Gives the place back; the next in line starts. */
  release(): void {
    this.#active--;
    this.#waiting.shift()?.start();
    this.#tell();
  }

  #tell(): void {
    for (const [index, waiting] of this.#waiting.entries()) {
      if (waiting.told === index + 1) continue;
      waiting.told = index + 1;
      waiting.onPlace(waiting.told);
    }
  }
}
