import type {
  ExecutionBackend,
  OperationLibrary,
  ReplayReport,
  RunContentSink,
  RunEvent,
  TelemetryBundle,
} from '@kora/contracts';
import type { Clock, Logger } from '@kora/plugin-sdk';
import { isLeft } from 'fp-ts/lib/Either.js';
import type { ArchivedRun } from '../archive/archived-run.ts';
import { graphRefused } from '../run/errors.ts';
import { runPipeline } from '../run/pipeline.ts';
import { RunRecorder } from '../run/run-recorder.ts';
import { validateGraph } from '../run/validate.ts';
import { archiveDifferences } from './archive-differences.ts';
import { assertReplayable } from './assert-replayable.ts';
import { compareRuns, summarise } from './compare-runs.ts';
import { recordedCalls } from './recorded-call.ts';
import { recordedModels } from './recorded-models.ts';
import { recordedRests, recordedState } from './recorded-state.ts';
import { Recording } from './recording.ts';
import { warningsOf } from './warnings.ts';

/** A finished run as it was recorded. `archived` is null when nothing was kept. */
export interface RecordedRun {
  readonly telemetry: TelemetryBundle;
  readonly events: readonly RunEvent[];
  readonly archived: ArchivedRun | null;
}

/** What a replay runs on: the same backend and operations as any run. */
export interface ReplayParts {
  /** Names the replay in the backend's own messages; nothing is stored under it. */
  readonly replay_id: string;
  readonly backend: ExecutionBackend;
  readonly operations: readonly OperationLibrary[];
  readonly clock: Clock;
  readonly log: Logger;
  readonly signal: AbortSignal;
}

/** The contents of a replay are compared by their hashes, and kept nowhere. */
const NO_SINK: RunContentSink = Object.freeze({
  input: () => {},
  declaredInput: () => {},
  modelAnswer: () => {},
  output: () => {},
  writtenOutput: () => {},
});

/**
 * Runs a recorded graph again through the same pipeline, with model answers from the archive, and compares. Leaves nothing
 * behind: no run log, no archive, no line in the history.
 * @throws a KORA_REPLAY error when the run cannot be replayed; KORA_GRAPH_INVALID when an operation of it is missing here;
 * the signal's reason when it aborts.
 */
export async function replayRun(recorded: RecordedRun, parts: ReplayParts): Promise<ReplayReport> {
  const { telemetry, events, archived } = recorded;
  const { backend, operations, clock, log, signal, replay_id } = parts;
  const began = clock.monotonic();
  assertReplayable(telemetry, events, archived);
  const { run_id } = telemetry;
  if (archived.graph_hash !== telemetry.graph_hash) {
    const found = summarise(archiveDifferences(telemetry, archived));
    const nothing = { recomputed_tasks: 0, served_answers: 0, warnings: [], telemetry: null };
    return { run_id, ...found, ...nothing, duration_ms: clock.monotonic() - began };
  }
  const validated = await validateGraph(archived.graph, backend, operations, signal);
  if (isLeft(validated)) throw graphRefused(validated.left.issues, validated.left.mismatch);
  const admitted = clock.monotonic();

  const frozen = validated.right;
  const calls = recordedCalls(events, archived);
  const recording = new Recording(calls);
  const state = recordedState(events, archived);
  const { connectors, hints } = recordedModels(frozen.graph, telemetry, calls, recording, recordedRests(events));
  const recorder = new RunRecorder({ append: (event) => recording.observe(event), commit: () => {} });
  const { trace_id } = telemetry;
  const context = {
    run_id: replay_id,
    trace_id,
    hints,
    signal,
    connectors,
    operations,
    content: NO_SINK,
    recorded: state,
  };
  const spent = { task_construction_ms: 0, dag_validation_ms: admitted - began, queue_ms: 0 };
  const result = await runPipeline({ frozen, backend, context, recorder, clock, log, spent });
  signal.throwIfAborted();

  const replayed = result.telemetry;
  const recomputed = replayed.tasks.filter(
    ({ task_type, started_at, item_count }) => task_type !== 'model' && started_at !== null && item_count === undefined,
  );
  const comparison = compareRuns(telemetry, replayed, frozen.order, archiveDifferences(telemetry, archived));
  return {
    run_id,
    ...comparison,
    recomputed_tasks: recomputed.length,
    served_answers: recording.served,
    warnings: warningsOf(telemetry, replayed, events, recording),
    duration_ms: clock.monotonic() - began,
    telemetry: replayed,
  };
}
