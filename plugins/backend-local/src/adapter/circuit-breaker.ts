import type { AttemptOutcome } from '@kora/contracts';

/** When a connector is left alone, and for how long. */
export interface BreakerPolicy {
  /** Faults in a row after which it is left alone. */
  readonly failures: number;
  /** Milliseconds of the first rest; each further one is twice as long, up to `longest_ms`. */
  readonly rest_ms: number;
  readonly longest_ms: number;
}

export const DEFAULT_BREAKER: BreakerPolicy = { failures: 5, rest_ms: 5_000, longest_ms: 300_000 };

/** Outcomes that are the runtime's fault, and make it likely that the next call fails as well. */
const FAULTS: ReadonlySet<AttemptOutcome> = new Set(['transport_fault', 'stream_cut']);
/** Outcomes that say nothing about the runtime: the caller ended the call, or it was never made. */
const SILENT: ReadonlySet<AttemptOutcome> = new Set(['cancelled', 'timeout', 'refused_budget', 'context_overflow']);

/** Why a call is not made now. */
export interface Rest {
  /** Faults in a row. */
  readonly failures: number;
  readonly retry_in_ms: number;
}

/**
 * Leaves a runtime alone that fails again and again, so that tasks fail or escalate at once instead of waiting for it. After a rest
 * one call is let through: its success ends the matter, its fault begins a longer rest. Times are milliseconds of a clock that
 * never goes backwards.
 */
export class CircuitBreaker {
  readonly #policy: BreakerPolicy;
  #failures = 0;
  #rests = 0;
  #until = 0;
  #probing = false;

  constructor(policy: BreakerPolicy) {
    this.#policy = policy;
  }

  /** Whether a call would be refused now. */
  look(now: number): Rest | null {
    const open = this.#rests === 0 || (now >= this.#until && !this.#probing);
    return open ? null : { failures: this.#failures, retry_in_ms: Math.max(0, this.#until - now) };
  }

  /** Asks to make a call. @returns null when it may be made; every such call must be followed by `record`. */
  request(now: number): Rest | null {
    const rest = this.look(now);
    if (rest === null && this.#rests > 0) this.#probing = true;
    return rest;
  }

  /** Takes in how a call ended. */
  record(outcome: AttemptOutcome, now: number): void {
    this.#probing = false;
    if (SILENT.has(outcome)) return;
    if (!FAULTS.has(outcome)) {
      this.#failures = 0;
      this.#rests = 0;
      return;
    }
    this.#failures++;
    if (this.#failures < this.#policy.failures) return;
    const { rest_ms, longest_ms } = this.#policy;
    this.#until = now + Math.min(longest_ms, rest_ms * 2 ** this.#rests);
    this.#rests++;
  }
}

/** One breaker for each connector. A connector that was made anew begins anew. */
export class CircuitBreakers {
  readonly #policy: BreakerPolicy;
  readonly #breakers = new WeakMap<object, CircuitBreaker>();

  constructor(policy: BreakerPolicy = DEFAULT_BREAKER) {
    this.#policy = policy;
  }

  of(connector: object): CircuitBreaker {
    const known = this.#breakers.get(connector) ?? new CircuitBreaker(this.#policy);
    this.#breakers.set(connector, known);
    return known;
  }
}
