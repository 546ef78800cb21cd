import type { Issue } from '../../../codec/issue.ts';
import type { Json } from '../../../codec/json.ts';
import type { ErrorBody } from '../../../run/error-body.ts';
import type { ModelDelta, RunEvent, RunEventPayload } from '../../../run/event.ts';
import type { ModelLoading, ModelQueued } from '../../../run/live-event.ts';
import type { FrozenGraph } from '../../../task-graph/graph.ts';
import type { TaskType } from '../../../task-graph/task.ts';
import type { Connector } from '../../connector/v1/connector.ts';
import type { OperationLibrary } from '../../operation-library/v1/operation-library.ts';

export const EXECUTION_BACKEND_SPEC_VERSION = '1.0';

/** Finds the connectors that are installed. Asking for one activates its plugin. */
export interface ConnectorDirectory {
  /** Ids of all declared connectors, sorted. */
  ids(): readonly string[];
  /** @returns the connector, or undefined when no plugin declares it. Rejects when its plugin fails to activate. */
  get(id: string): Promise<Connector | undefined>;
}

/**
 * Where a backend puts the contents of a run: the user's own words, kept in the run archive and never in telemetry.
 * Writes are buffered; the kernel flushes them before it answers. None of them throws: contents that cannot be kept fail no run.
 */
export interface RunContentSink {
  /** The resolved input of an attempt, before it runs. */
  input(taskId: string, attemptIndex: number, value: Json): void;
  /**
   * An operation of the graph runs with what its graph declares, references replaced by the outputs before it: instead of
   * {@link input}, which would keep all of those again.
   */
  declaredInput(taskId: string): void;
  /** What a model answered in an attempt, word for word, accepted or not. */
  modelAnswer(taskId: string, attemptIndex: number, text: string): void;
  /** The accepted output of a task. */
  output(taskId: string, value: Json): void;
  /** The same as JSON text, for a large one that nobody has parsed. */
  writtenOutput(taskId: string, json: string): void;
}

/** What the kernel hands to a backend together with a graph. */
export interface ExecutionContext {
  readonly run_id: string;
  readonly trace_id: string;
  /** Hints of the request; they choose where the graph itself is silent. */
  readonly hints: { readonly connector?: string; readonly model?: string };
  /** Aborted when the run is cancelled. */
  readonly signal: AbortSignal;
  readonly connectors: ConnectorDirectory;
  readonly operations: readonly OperationLibrary[];
  readonly content: RunContentSink;
  /** Only for a replay: what the recorded run owed to the state that the backend had then, instead of the state it has now. */
  readonly recorded?: RecordedState;
}

/** What a run owed to what came before it. */
export interface RecordedState {
  /** Answers that tasks took from earlier runs, by task id. */
  readonly reused: ReadonlyMap<string, ReusedAnswer>;
  /** Attempts that found their connector at rest; see {@link restKey}. */
  readonly resting: ReadonlyMap<string, RunEventPayload<'connector.resting'>>;
  /** Failed attempts after which there was time to wait for another; see {@link attemptKey}. The time of a replay decides nothing. */
  readonly retried: ReadonlySet<string>;
}

/** Names an attempt at a model in {@link RecordedState.retried}. */
export function attemptKey(task_id: string, attempt_index: number): string {
  return JSON.stringify([task_id, attempt_index]);
}

/** Names an attempt at a model in {@link RecordedState.resting}. */
export function restKey(task_id: string, attempt_index: number, connector: string, model_id: string): string {
  return JSON.stringify([task_id, attempt_index, connector, model_id]);
}

/** An accepted answer of an earlier run. */
export interface ReusedAnswer {
  readonly value: Json;
  readonly run_id: string;
  readonly task_id: string;
  readonly age_ms: number;
}

/** What a backend knows at the end and telemetry may not hold. */
export interface RunOutcome {
  readonly final_output: Json;
  readonly error: ErrorBody | null;
}

/**
 * What a backend yields: events for the run log, live deltas, places in line and models that are being loaded, and last the outcome together with `run.completed`.
 * The kernel has stored an event when it asks for the next one, so whatever a backend does after a `yield` is preceded on
 * disk by that event: this is how no model call can be hidden.
 */
export type BackendEvent =
  | { readonly kind: 'event'; readonly event: RunEvent }
  | { readonly kind: 'delta'; readonly delta: ModelDelta }
  | { readonly kind: 'queued'; readonly queued: ModelQueued }
  | { readonly kind: 'loading'; readonly loading: ModelLoading }
  | { readonly kind: 'outcome'; readonly event: RunEvent; readonly outcome: RunOutcome };

export interface BackendStatus {
  readonly status: 'healthy' | 'degraded' | 'unavailable';
  readonly message: string;
  readonly version: string;
  /** Runs that it can take at once. */
  readonly capacity: number;
}

export interface BackendCapabilities {
  readonly task_types: readonly TaskType[];
  /** Longest context of any model, in tokens; null when it depends on the model chosen. */
  readonly context_tokens: number | null;
  readonly concurrency: number;
  readonly distributed: boolean;
}

/**
 * Executes frozen graphs. Backends differ in scale, never in semantics: they decompose nothing, escalate nothing that the
 * graph did not declare, and raise no budget.
 */
export interface ExecutionBackend {
  readonly id: string;
  readonly specVersion: typeof EXECUTION_BACKEND_SPEC_VERSION;
  /**
   * Finds what only the backend can know to be wrong before anything runs: unknown operations, literal arguments that their
   * schema refuses, schemas that do not compile.
   */
  validate(graph: FrozenGraph, operations: readonly OperationLibrary[], signal: AbortSignal): Promise<readonly Issue[]>;
  execute(graph: FrozenGraph, context: ExecutionContext): AsyncIterable<BackendEvent>;
  health(signal: AbortSignal): Promise<BackendStatus>;
  capabilities(): Promise<BackendCapabilities>;
}
