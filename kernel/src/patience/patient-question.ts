import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds after which a question that is still open is given up, so that the next one can be asked. */
const LIMIT_MS = 20_000;
/** Milliseconds for which the answer of somebody slow is taken for his answer of now. */
const SLOW_ANSWER_LASTS_MS = 30_000;

/** What is known at a moment. */
export interface Known<T> {
  /** The last answer there was; null before the first. */
  readonly answer: T | null;
  /** True when the one who was asked has taken much longer than he should, or than he took the last time. */
  readonly isOverdue: boolean;
}

/** How a question is put. */
export interface PatientQuestionOptions<T> {
  /** Asks. What goes wrong is an answer, too: a rejection counts as silence. */
  ask(signal: AbortSignal): Promise<T>;
  /** Milliseconds that somebody who asks waits for an answer. */
  readonly patience_ms: number;
  /** Milliseconds for which an answer need not be asked for again; 0 unless given. */
  readonly fresh_ms?: number;
  /** Milliseconds that never go backwards. */
  monotonic(): number;
}

/**
 * A question that is asked again and again to someone who may be quick, slow or silent. Whoever looks joins the question that is
 * under way, waits a moment, and gets what is known: the silent are waited for once, the slow answer in the background.
 */
export class PatientQuestion<T> {
  readonly #options: PatientQuestionOptions<T>;
  readonly #closed = new AbortController();
  #open: { readonly since: number; readonly settled: Promise<void> } | null = null;
  #last: { readonly answer: T; readonly took: number; readonly at: number } | null = null;
  #wasSilent = false;

  constructor(options: PatientQuestionOptions<T>) {
    this.#options = options;
  }

  /** What is known, without asking. */
  get known(): Known<T> {
    const { patience_ms, monotonic } = this.#options;
    const waited = this.#open === null ? 0 : monotonic() - this.#open.since;
    const allowance = Math.max(patience_ms, 2 * (this.#last?.took ?? 0));
    const isOverdue = this.#wasSilent || (this.#open !== null && (this.#last === null || waited >= allowance));
    return { answer: this.#last?.answer ?? null, isOverdue };
  }

  /**
   * Asks, unless that has just been done, and waits for the answer a moment, or as long as the caller says.
   * Rejects with the signal's reason once that is aborted; the question goes on for others.
   */
  async look(signal: AbortSignal, wait_ms?: number): Promise<Known<T>> {
    signal.throwIfAborted();
    const { fresh_ms = 0, monotonic } = this.#options;
    if (this.#last !== null && this.#open === null && monotonic() - this.#last.at < fresh_ms) return this.known;
    const open = this.refresh();
    const left = (wait_ms ?? this.#patience()) - (monotonic() - open.since);
    if (left > 0) await waitFor(open.settled, left, signal);
    return this.known;
  }

  /** Asks unless a question is under way, and does not wait. */
  refresh(): { readonly since: number; readonly settled: Promise<void> } {
    if (this.#open !== null) return this.#open;
    const since = this.#options.monotonic();
    this.#open = { since, settled: this.#ask(since) };
    return this.#open;
  }

  /** Milliseconds since the last answer; null before the first. */
  get age(): number | null {
    return this.#last === null ? null : this.#options.monotonic() - this.#last.at;
  }

  /** Ends what is under way. */
  close(): void {
    this.#closed.abort();
  }

  /** Nobody waits twice for the silent, nor for the slow whose last answer still stands. */
  #patience(): number {
    const { patience_ms } = this.#options;
    if (this.#wasSilent) return 0;
    const isSlow = (this.#last?.took ?? 0) > patience_ms;
    return isSlow && (this.age ?? 0) < SLOW_ANSWER_LASTS_MS ? 0 : patience_ms;
  }

  async #ask(since: number): Promise<void> {
    const { ask, monotonic } = this.#options;
    const limit = AbortSignal.any([AbortSignal.timeout(LIMIT_MS), this.#closed.signal]);
    const given = Promise.withResolvers<never>();
    limit.addEventListener('abort', () => given.reject(limit.reason), { once: true });
    try {
      limit.throwIfAborted();
      const answer = await Promise.race([ask(limit), given.promise]);
      this.#last = { answer, took: monotonic() - since, at: monotonic() };
      this.#wasSilent = false;
    } catch {
      this.#wasSilent = true;
    } finally {
      this.#open = null;
    }
  }
}

async function waitFor(settled: Promise<void>, wait_ms: number, signal: AbortSignal): Promise<void> {
  const enough = new AbortController();
  const either = AbortSignal.any([signal, enough.signal]);
  const timer = sleep(wait_ms, undefined, { signal: either }).catch(() => undefined);
  await Promise.race([settled, timer]);
  enough.abort();
  signal.throwIfAborted();
}
