import type { NormalTask } from '@kora/contracts';

/** Share of a new measurement in the estimate. */
const WEIGHT = 0.3;
/** Nothing costs less than this, in milliseconds: every task has its events. */
const FLOOR_MS = 0.005;

/** Shortest and longest that a segment is meant to keep a worker busy: a person may be waiting to see something happen. */
const TARGET_RANGE_MS = [2, 8] as const;
/** A segment should take this many times what sending it costs. */
const WORTH = 8;

/**
 * What each operation costs, in milliseconds of worker time, learned from what it did cost. Lives as long as the backend,
 * so the second run of a graph knows what the first one learned.
 */
export class CostModel {
  readonly #estimates = new Map<string, number>();
  #sending_ms = 0;

  /** The estimate, or null for an operation that has never run. */
  estimate(operation: string): number | null {
    return this.#estimates.get(operation) ?? null;
  }

  /** The estimate of a task; null for one whose operation has never run, and for what is no operation. */
  ofTask(task: NormalTask | undefined): number | null {
    return task === undefined || task.type === 'model' ? null : this.estimate(task.input.operation);
  }

  /** How long a segment should keep a worker busy, in milliseconds: long against the cost of sending it. */
  get target_ms(): number {
    const [shortest, longest] = TARGET_RANGE_MS;
    return Math.min(longest, Math.max(shortest, WORTH * this.#sending_ms));
  }

  /** What it cost to send a segment and get its report back, beyond the time in the worker. */
  observeSending(ms: number): void {
    this.#sending_ms += WEIGHT * (Math.max(0, ms) - this.#sending_ms);
  }

  observe(operation: string, ms: number): void {
    const before = this.#estimates.get(operation);
    const after = before === undefined ? ms : before + WEIGHT * (ms - before);
    this.#estimates.set(operation, Math.max(FLOOR_MS, after));
  }
}
