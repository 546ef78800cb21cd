import type { ExecutionResult, LiveEvent, RunEvent, TelemetryBundle } from '@kora/contracts';
import type { RunRecorder } from './run-recorder.ts';

/** A run that has been admitted and has not ended. */
export interface RunHandle {
  readonly run_id: string;
  /** A fault is a failed result; rejects only when the run could not be put on record, as on a full disk. */
  readonly result: Promise<ExecutionResult>;
  /** Telemetry so far; its status is `queued` while the run waits for its turn. */
  bundle(): TelemetryBundle;
  /** Everything from `fromSeq` on: what is already on record, then what happens, until the run ends or `signal` aborts. */
  follow(signal: AbortSignal, fromSeq?: number): AsyncIterable<RunEvent | LiveEvent>;
  /** Asks the run to end. It has ended when `result` resolves. */
  cancel(): void;
}

/** Reads back the stored events of a run. */
export type ReadEvents = (runId: string) => Promise<readonly RunEvent[] | null>;

/** What a live run is made of. */
export interface LiveRunParts {
  readonly runId: string;
  readonly recorder: RunRecorder;
  readonly controller: AbortController;
  readonly read: ReadEvents;
  /** The bundle to show before the run's turn comes. */
  queued(): TelemetryBundle;
  readonly result: Promise<ExecutionResult>;
}

export class LiveRun implements RunHandle {
  readonly run_id: string;
  readonly result: Promise<ExecutionResult>;
  readonly #parts: LiveRunParts;

  constructor(parts: LiveRunParts) {
    this.run_id = parts.runId;
    this.result = parts.result;
    this.#parts = parts;
  }

  bundle(): TelemetryBundle {
    return this.#parts.recorder.bundle() ?? this.#parts.queued();
  }

  cancel(): void {
    this.#parts.controller.abort(new DOMException('the run was cancelled', 'AbortError'));
  }

  follow(signal: AbortSignal, fromSeq = 0): AsyncIterable<RunEvent | LiveEvent> {
    const live = this.#parts.recorder.followers.follow(signal);
    const waits = this.#parts.recorder.waits.current();
    const { early } = this.#parts.recorder;
    if (early === null) return this.#afterStored(live, waits, fromSeq, signal);
    // Taken in the same turn as the place among the followers: nothing is missed, and nothing comes twice.
    return after([...early.filter(({ seq }) => seq >= fromSeq), ...waits], from(live, fromSeq));
  }

  async *#afterStored(
    live: AsyncIterable<RunEvent | LiveEvent>,
    waits: readonly LiveEvent[],
    fromSeq: number,
    signal: AbortSignal,
  ) {
    this.#parts.recorder.commit();
    let next = fromSeq;
    for (const event of (await this.#parts.read(this.run_id)) ?? []) {
      if (signal.aborted) return;
      if (event.seq < next) continue;
      yield event;
      next = event.seq + 1;
    }
    yield* waits;
    // Live items may have been on record already when the log was read.
    yield* from(live, next);
  }
}

async function* from(items: AsyncIterable<RunEvent | LiveEvent>, seq: number) {
  for await (const item of items) if (!('seq' in item) || item.seq >= seq) yield item;
}

async function* after(first: readonly (RunEvent | LiveEvent)[], live: AsyncIterable<RunEvent | LiveEvent>) {
  yield* first;
  yield* live;
}
