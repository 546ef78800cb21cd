import type { BackendEvent } from '@kora/contracts';

type Waiter = { readonly position: number; readonly resolve: () => void; readonly reject: (reason: Error) => void };

/**
 * The stream of a run's events: pushed by whoever does the work, pulled by the kernel. By asking for the next event the
 * kernel says that it has stored the last one; `stored` waits for that.
 */
export class EventChannel implements AsyncIterableIterator<BackendEvent> {
  readonly #queue: BackendEvent[] = [];
  readonly #waiters: Waiter[] = [];
  readonly #onReturn: () => Promise<void>;
  /** Events pushed, and events handed out. */
  #pushed = 0;
  #taken = 0;
  #head = 0;
  #pull: ((result: IteratorResult<BackendEvent>) => void) | null = null;
  #closed = false;
  #abandoned = false;

  /** @param onReturn called when the reader stops early; ends what is still running. */
  constructor(onReturn: () => Promise<void>) {
    this.#onReturn = onReturn;
  }

  push(event: BackendEvent): void {
    if (this.#closed) return;
    const last = this.#queue.length > this.#head ? this.#queue.at(-1) : undefined;
    if (event.kind === 'delta' && last?.kind === 'delta' && isContinued(last, event)) {
      // A slow reader gets the same words in fewer pieces, and the queue stays short.
      const text = last.delta.text + event.delta.text;
      this.#queue[this.#queue.length - 1] = { kind: 'delta', delta: { ...last.delta, text } };
      return;
    }
    this.#pushed++;
    if (this.#pull !== null) {
      const pull = this.#pull;
      this.#pull = null;
      this.#taken++;
      pull({ done: false, value: event });
    } else this.#queue.push(event);
  }

  /** Pushes an event and waits until the reader has stored it. Rejects when the reader has gone: then it never will be. */
  stored(event: BackendEvent): Promise<void> {
    this.push(event);
    if (this.#abandoned) return Promise.reject(readerGone());
    if (this.#closed) return Promise.resolve();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#waiters.push({ position: this.#pushed, resolve, reject });
    return promise;
  }

  /** No more events will come. */
  close(): void {
    this.#closed = true;
    this.#releaseUpTo(Number.POSITIVE_INFINITY);
    if (this.#queue.length > this.#head) return;
    this.#pull?.({ done: true, value: undefined });
    this.#pull = null;
  }

  next(): Promise<IteratorResult<BackendEvent>> {
    this.#releaseUpTo(this.#taken);
    const value = this.#queue[this.#head];
    if (value !== undefined) {
      this.#head++;
      this.#taken++;
      if (this.#head === this.#queue.length || this.#head > 1024) {
        this.#queue.splice(0, this.#head);
        this.#head = 0;
      }
      return Promise.resolve({ done: false, value });
    }
    if (this.#closed) return Promise.resolve({ done: true, value: undefined });
    return new Promise((resolve) => {
      this.#pull = resolve;
    });
  }

  async return(): Promise<IteratorResult<BackendEvent>> {
    this.#queue.length = 0;
    this.#head = 0;
    this.#abandoned = true;
    for (const waiter of this.#waiters.splice(0)) waiter.reject(readerGone());
    this.close();
    await this.#onReturn();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #releaseUpTo(position: number): void {
    for (let first = this.#waiters[0]; first !== undefined && first.position <= position; first = this.#waiters[0]) {
      this.#waiters.shift();
      first.resolve();
    }
  }
}

const readerGone = () => new Error('the reader of the run has gone; what it did not store must not happen');

type Delta = Extract<BackendEvent, { kind: 'delta' }>;

function isContinued({ delta: a }: Delta, { delta: b }: Delta): boolean {
  return a.task_id === b.task_id && a.attempt_index === b.attempt_index && a.kind === b.kind;
}
