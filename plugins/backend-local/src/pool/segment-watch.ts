import { type ControlBlock, processTimeMs } from './control-block.ts';
import type { Segment, SegmentProgress } from './segment.ts';

/** A library that loads or a schema that compiles longer than this is stopped like a task that runs too long. */
const PREPARE_LIMIT_MS = 15_000;
/** A first task that has run this long is shown as running. */
const PROGRESS_AFTER_MS = 40;
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
  readonly #period: number;
  #timer: NodeJS.Timeout;
  #stopAt: number | null = null;
  #shown = false;

  constructor(control: ControlBlock, segment: Segment, actions: WatchActions) {
    this.#control = control;
    this.#limits = segment.limits_ms;
    this.#actions = actions;
    this.#period = Math.min(25, Math.max(2, Math.min(...segment.limits_ms) / 8));
    this.#timer = this.#arm();
  }

  /** Asks the worker to stop after the task at hand, and takes it down when it does not. */
  stop(): void {
    if (this.#stopAt !== null) return;
    this.#control.requestStop();
    this.#stopAt = processTimeMs() + STOP_GRACE_MS;
  }

  /** Ends the watch. */
  end(): void {
    clearTimeout(this.#timer);
  }

  #arm(): NodeJS.Timeout {
    return setTimeout(() => this.#look(), this.#period);
  }

  #look(): void {
    const now = processTimeMs();
    const { index, start_ms, preparing, input_hash } = this.#control.read();
    const running_ms = now - start_ms;
    const begun = index >= 0;
    if (begun && running_ms > (preparing ? PREPARE_LIMIT_MS : (this.#limits[index] ?? PREPARE_LIMIT_MS))) {
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
    this.#timer = this.#arm();
  }
}
