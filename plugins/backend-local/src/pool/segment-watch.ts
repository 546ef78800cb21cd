import { type ControlBlock, processTimeMs } from './control-block.ts';
import type { Segment, SegmentProgress } from './segment.ts';

/** A library that loads or a schema that compiles longer than this is stopped like a task that runs too long. */
const PREPARE_LIMIT_MS = 15_000;
/** A first task that has run this long is shown as running. */
const PROGRESS_AFTER_MS = 40;
/** A first task that has run long enough, and whose input is still being read, is looked at again after this. */
const RETRY_MS = 10;
/** Longest between two looks. */
const LONGEST_MS = 500;
/** A worker asked to stop gets this long to finish the task at hand. */
const STOP_GRACE_MS = 20;

/** Why a segment's worker was taken down. */
export type Takedown = 'timeout' | 'stopped';

/** What a watch does to the worker, and whom it tells. */
export interface WatchActions {
  /** Ends the worker. */
  takeDown(why: Takedown): void;
  onProgress(progress: SegmentProgress): void;
}

/** Watches a worker through shared memory while it runs a segment: time limits, progress, stopping. */
export class SegmentWatch {
  readonly #control: ControlBlock;
  readonly #limits: readonly number[];
  readonly #actions: WatchActions;
  /** The shortest limit of all tasks: one that begins after a look cannot be over its time before this has passed. */
  readonly #shortest_ms: number;
  #timer: NodeJS.Timeout;
  #stopAt: number | null = null;
  #shown = false;

  constructor(control: ControlBlock, segment: Segment, actions: WatchActions) {
    this.#control = control;
    this.#limits = segment.limits_ms;
    this.#actions = actions;
    this.#shortest_ms = Math.min(...segment.limits_ms);
    this.#timer = this.#lookIn(PROGRESS_AFTER_MS);
  }

  /** Asks the worker to stop after the task at hand, and takes it down when it does not. */
  stop(): void {
    if (this.#stopAt !== null) return;
    this.#control.requestStop();
    this.#stopAt = processTimeMs() + STOP_GRACE_MS;
    clearTimeout(this.#timer);
    this.#timer = this.#lookIn(STOP_GRACE_MS);
  }

  /** Ends the watch. */
  end(): void {
    clearTimeout(this.#timer);
  }

  /** Looks again then, or earlier when a task might be over its time by then. To look is to wake up on a core that a worker could use. */
  #lookIn(ms: number): NodeJS.Timeout {
    return setTimeout(() => this.#look(), Math.max(1, Math.min(ms, this.#shortest_ms, LONGEST_MS)));
  }

  #look(): void {
    const now = processTimeMs();
    const { index, start_ms, preparing, input_hash } = this.#control.read();
    const running_ms = now - start_ms;
    const begun = index >= 0;
    const limit_ms = preparing ? PREPARE_LIMIT_MS : (this.#limits[index] ?? PREPARE_LIMIT_MS);
    if (begun && running_ms > limit_ms) {
      this.#actions.takeDown('timeout');
      return;
    }
    if (this.#stopAt !== null && now > this.#stopAt) {
      this.#actions.takeDown('stopped');
      return;
    }
    if (index === 0 && !this.#shown && input_hash !== null && running_ms > PROGRESS_AFTER_MS) {
      this.#shown = true;
      this.#actions.onProgress({ input_hash, running_ms });
    }
    const due_ms = begun ? [limit_ms - running_ms] : [PROGRESS_AFTER_MS];
    if (index === 0 && !this.#shown) due_ms.push(Math.max(RETRY_MS, PROGRESS_AFTER_MS - running_ms));
    if (this.#stopAt !== null) due_ms.push(this.#stopAt - now);
    this.#timer = this.#lookIn(Math.min(...due_ms));
  }
}
