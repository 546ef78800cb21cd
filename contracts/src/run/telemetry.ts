import * as t from 'io-ts';
import { integer, oneOf, text } from '../codec/refined.ts';
import { strict } from '../codec/strict.ts';
import { budgetStateCodec } from '../task-graph/budget.ts';
import { runTaskIdCodec } from '../task-graph/for-each.ts';
import { graphIdCodec, sha256Codec, taskIdCodec, timestampCodec } from '../task-graph/identifiers.ts';
import { taskTypeCodec } from '../task-graph/task.ts';
import { attemptOutcomeCodec, durationCodec, modelCallCodec, runIdCodec, validationErrorCodec } from './event.ts';
import { runStatusCodec, stageCodec, stopReasonCodec, taskStatusCodec } from './taxonomy.ts';

const count = integer('Count', 0);
const name = text('Name', 512);
const nullable = <A>(codec: t.Type<A>) => t.union([codec, t.null]);

/** One try at a model task. */
export const attemptTelemetryCodec = strict(
  'AttemptTelemetry',
  {
    attempt_index: count,
    outcome: attemptOutcomeCodec,
    error_code: nullable(name),
    retryable: t.boolean,
    backoff_ms: durationCodec,
    duration_ms: durationCodec,
    tokens_in: count,
    tokens_out: count,
  },
  {
    /** SHA-256 of the answer, word for word; absent in records of versions before 1.1 of the contracts. */
    answer_hash: sha256Codec,
    /** From the call to the first piece of the answer or of thinking; absent where none came, and in older records. */
    time_to_first_token_ms: durationCodec,
  },
);
export type AttemptTelemetry = t.TypeOf<typeof attemptTelemetryCodec>;

/** What is known of one task. Nulls are things that have not happened. */
export const taskTelemetryCodec = strict(
  'TaskTelemetry',
  {
    task_id: runTaskIdCodec,
    task_name: nullable(name),
    task_type: taskTypeCodec,
    status: taskStatusCodec,
    stop_reason: nullable(stopReasonCodec),
    error_code: nullable(name),
    operation: nullable(name),
    operation_version: nullable(name),
    started_at: nullable(timestampCodec),
    finished_at: nullable(timestampCodec),
    duration_ms: durationCodec,
    queue_ms: durationCodec,
    tokens_in: count,
    tokens_out: count,
    retry_count: count,
    validation_status: oneOf('ValidationStatus', ['pass', 'fail', 'not_run']),
    validation_errors: t.readonlyArray(validationErrorCodec),
    input_hash: nullable(sha256Codec),
    output_hash: nullable(sha256Codec),
    output_bytes: count,
    budget: budgetStateCodec,
    attempts: t.readonlyArray(attemptTelemetryCodec),
    stages: t.readonlyArray(stageCodec),
    model: nullable(modelCallCodec),
    warnings: t.readonlyArray(text('Warning', 1024)),
  },
  {
    /** The task whose accepted answer was taken again instead of asking a model. */
    reused_from: strict('ReusedFrom', { run_id: runIdCodec, task_id: runTaskIdCodec }),
    /** Items of a mapped task's list, each of which has telemetry of its own; absent before the list is known. */
    item_count: count,
  },
);
export type TaskTelemetry = t.TypeOf<typeof taskTelemetryCodec>;

/** Milliseconds spent in each stage, summed over tasks, so parallel work can add up to more than the run took. */
export const stageTimesCodec = strict('StageTimes', {
  task_construction: durationCodec,
  dag_validation: durationCodec,
  deterministic_execution: durationCodec,
  model_invocation: durationCodec,
  schema_validation: durationCodec,
  aggregation: durationCodec,
});

export const telemetrySummaryCodec = strict('TelemetrySummary', {
  total_tasks: count,
  deterministic_task_count: count,
  model_task_count: count,
  aggregation_task_count: count,
  model_invocation_count: count,
  /** Model tasks that ended without any invocation, because a guard or a reuse made it unnecessary. */
  model_invocations_avoided: count,
  tokens_in: count,
  tokens_out: count,
  total_tokens: count,
  retry_count: count,
  validation_failures: count,
  budget_breaches: count,
  total_latency_ms: durationCodec,
  queue_wait_ms: durationCodec,
  stage_ms: stageTimesCodec,
});
export type TelemetrySummary = t.TypeOf<typeof telemetrySummaryCodec>;

/** The telemetry bundle of a run, finished or not. Always the fold of its events; see `reduceTelemetry`. */
export const telemetryBundleCodec = strict('TelemetryBundle', {
  run_id: runIdCodec,
  graph_id: graphIdCodec,
  graph_hash: sha256Codec,
  trace_id: name,
  backend: name,
  status: runStatusCodec,
  stop_reason: nullable(stopReasonCodec),
  failed_task: nullable(taskIdCodec),
  started_at: timestampCodec,
  finished_at: nullable(timestampCodec),
  output_hash: nullable(sha256Codec),
  tasks: t.readonlyArray(taskTelemetryCodec),
  summary: telemetrySummaryCodec,
});
export type TelemetryBundle = t.TypeOf<typeof telemetryBundleCodec>;
