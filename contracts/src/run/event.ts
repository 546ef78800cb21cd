import * as t from 'io-ts';
import { finite, integer, literal, oneOf, text } from '../codec/refined.ts';
import { strict, taggedUnion } from '../codec/strict.ts';
import { budgetKindCodec, budgetStateCodec, graphBudgetCodec } from '../task-graph/budget.ts';
import { runTaskIdCodec } from '../task-graph/for-each.ts';
import {
  graphIdCodec,
  operationNameCodec,
  sha256Codec,
  taskIdCodec,
  timestampCodec,
  versionCodec,
} from '../task-graph/identifiers.ts';
import { modelParametersCodec, taskTypeCodec } from '../task-graph/task.ts';
import { resultStatusCodec, stageCodec, stopReasonCodec } from './taxonomy.ts';

/** Milliseconds with a fraction, from a monotonic clock. */
export const durationCodec = finite('Duration', 0, 1e12);
const count = integer('Count', 0);
const name = text('Name', 512);
const nullable = <A>(codec: t.Type<A>) => t.union([codec, t.null]);

/** How a run id looks: sortable by time, safe as a file name. */
export const runIdCodec = text('RunId', 64, 8);

/** Why an attempt to get an answer from a model ended as it did. Only `accepted` is a success. */
export const ATTEMPT_OUTCOMES = [
  'accepted',
  'schema_violation',
  'not_json',
  'empty',
  'truncated',
  'json_cut',
  'thinking_overrun',
  'stream_cut',
  'context_overflow',
  'timeout',
  'transport_fault',
  'runtime_error',
  'model_unavailable',
  'refused_budget',
  'cancelled',
] as const;
export const attemptOutcomeCodec = oneOf('AttemptOutcome', ATTEMPT_OUTCOMES);
export type AttemptOutcome = t.TypeOf<typeof attemptOutcomeCodec>;

export const tokensSourceCodec = oneOf('TokensSource', ['reported', 'counted', 'estimated']);
export type TokensSource = t.TypeOf<typeof tokensSourceCodec>;

export const structuredOutputCodec = oneOf('StructuredOutput', ['none', 'json', 'json_schema']);
export type StructuredOutput = t.TypeOf<typeof structuredOutputCodec>;

/** One failing place of an output: where and which keyword, never the value itself. */
export const validationErrorCodec = strict('ValidationError', {
  path: text('Path', 2048),
  keyword: name,
  message: text('Message', 1024),
});
export type ValidationError = t.TypeOf<typeof validationErrorCodec>;

/** Which model answered, how it was asked, and how its tokens were counted. */
export const modelCallCodec = strict('ModelCall', {
  connector: name,
  model_id: name,
  digest: nullable(name),
  seed: nullable(count),
  parameters: modelParametersCodec,
  structured_output: structuredOutputCodec,
  tokens_source: tokensSourceCodec,
});
export type ModelCall = t.TypeOf<typeof modelCallCodec>;

const payloads = {
  'run.started': strict('RunStarted', {
    kora_version: versionCodec,
    contract_version: versionCodec,
    backend: name,
    graph_hash: sha256Codec,
    trace_id: name,
    root: taskIdCodec,
    task_count: count,
    budget: graphBudgetCodec,
    /** Milliseconds that layers 1 and 2 took, before the backend saw the graph. */
    task_construction_ms: durationCodec,
    dag_validation_ms: durationCodec,
    queue_ms: durationCodec,
  }),
  'task.created': strict('TaskCreated', { task_type: taskTypeCodec, budget: budgetStateCodec }, { task_name: name }),
  'task.ready': strict('TaskReady', {}),
  'task.started': strict(
    'TaskStarted',
    { stage: stageCodec, input_hash: sha256Codec },
    { operation: operationNameCodec, operation_version: versionCodec },
  ),
  /** The list of a mapped task is known. Its items follow, each with a life of its own under the id `<task_id>[<index>]`. */
  'task.expanded': strict('TaskExpanded', { item_count: count }),
  'model.invocation.started': strict('ModelInvocationStarted', {
    model: modelCallCodec,
    tokens_in: nullable(count),
    tokens_reserved: count,
    warnings: t.readonlyArray(text('Warning', 1024)),
    budget: budgetStateCodec,
  }),
  'model.invocation.completed': strict(
    'ModelInvocationCompleted',
    {
      model: modelCallCodec,
      outcome: attemptOutcomeCodec,
      error_code: nullable(name),
      retryable: t.boolean,
      tokens_in: count,
      tokens_out: count,
      duration_ms: durationCodec,
      time_to_first_token_ms: nullable(durationCodec),
      /** What the connector said of the call, such as schema keywords that its runtime cannot enforce. */
      warnings: t.readonlyArray(text('Warning', 1024)),
      budget: budgetStateCodec,
    },
    {
      /** SHA-256 of the answer, word for word, accepted or not. Since 1.1 of the contracts. */
      answer_hash: sha256Codec,
    },
  ),
  /** An answer of an earlier run was taken; no model was asked. */
  'model.reused': strict('ModelReused', {
    model: modelCallCodec,
    source_run_id: runIdCodec,
    source_task_id: runTaskIdCodec,
    /** Since it was accepted. */
    age_ms: durationCodec,
  }),
  /** A connector failed again and again and is left alone for a while, so the task did not ask it. */
  'connector.resting': strict('ConnectorResting', {
    connector: name,
    model_id: name,
    digest: nullable(name),
    failures: count,
    retry_in_ms: durationCodec,
  }),
  'task.validated': strict('TaskValidated', {
    validation_status: oneOf('ValidationVerdict', ['pass', 'fail']),
    validation_errors: t.readonlyArray(validationErrorCodec),
    duration_ms: durationCodec,
  }),
  'retry.scheduled': strict('RetryScheduled', {
    reason: attemptOutcomeCodec,
    backoff_ms: durationCodec,
    budget: budgetStateCodec,
  }),
  'budget.breached': strict('BudgetBreached', {
    kind: budgetKindCodec,
    scope: oneOf('BudgetScope', ['task', 'graph']),
    stage: stageCodec,
    declared: count,
    consumed: count,
    remaining: count,
  }),
  'task.completed': strict('TaskCompleted', {
    output_hash: sha256Codec,
    output_bytes: count,
    execution_ms: durationCodec,
    budget: budgetStateCodec,
  }),
  'task.failed': strict('TaskFailed', {
    status: oneOf('FailedStatus', ['failed', 'timeout']),
    stop_reason: stopReasonCodec,
    error_code: name,
    execution_ms: durationCodec,
    budget: budgetStateCodec,
  }),
  'task.skipped': strict(
    'TaskSkipped',
    { reason: oneOf('SkipReason', ['guard', 'on_failure']), budget: budgetStateCodec },
    { stop_reason: stopReasonCodec, error_code: name },
  ),
  'task.cancelled': strict('TaskCancelled', { budget: budgetStateCodec }),
  'run.completed': strict('RunCompleted', {
    status: resultStatusCodec,
    stop_reason: nullable(stopReasonCodec),
    failed_task: nullable(taskIdCodec),
    output_hash: nullable(sha256Codec),
    graph_hash: sha256Codec,
    duration_ms: durationCodec,
  }),
};

export type RunEventType = keyof typeof payloads;
export const RUN_EVENT_TYPES = Object.keys(payloads) as readonly RunEventType[];

const envelope = {
  event_id: text('EventId', 96, 1),
  timestamp: timestampCodec,
  run_id: runIdCodec,
  graph_id: graphIdCodec,
  attempt_index: count,
  seq: count,
};
const runEvent = <T extends RunEventType>(type: T) =>
  strict(type, { ...envelope, event_type: literal(type), payload: payloads[type] }, { task_id: runTaskIdCodec });

/** One line of a run log. Content-free: identifiers, types, durations, counts and hashes, never prompts or outputs. */
export const runEventCodec = taggedUnion('RunEvent', 'event_type', {
  'run.started': runEvent('run.started'),
  'task.created': runEvent('task.created'),
  'task.ready': runEvent('task.ready'),
  'task.started': runEvent('task.started'),
  'task.expanded': runEvent('task.expanded'),
  'model.invocation.started': runEvent('model.invocation.started'),
  'model.invocation.completed': runEvent('model.invocation.completed'),
  'model.reused': runEvent('model.reused'),
  'connector.resting': runEvent('connector.resting'),
  'task.validated': runEvent('task.validated'),
  'retry.scheduled': runEvent('retry.scheduled'),
  'budget.breached': runEvent('budget.breached'),
  'task.completed': runEvent('task.completed'),
  'task.failed': runEvent('task.failed'),
  'task.skipped': runEvent('task.skipped'),
  'task.cancelled': runEvent('task.cancelled'),
  'run.completed': runEvent('run.completed'),
});
export type RunEvent = t.TypeOf<typeof runEventCodec>;
export type RunEventOf<T extends RunEventType> = Extract<RunEvent, { readonly event_type: T }>;
export type RunEventPayload<T extends RunEventType> = t.TypeOf<(typeof payloads)[T]>;

/** A live event of a stream; never stored, because it carries the model's words. */
export const modelDeltaCodec = strict('ModelDelta', {
  event_type: literal('model.delta'),
  run_id: runIdCodec,
  task_id: runTaskIdCodec,
  attempt_index: count,
  kind: oneOf('DeltaKind', ['answer', 'thinking']),
  text: t.string,
});
export type ModelDelta = t.TypeOf<typeof modelDeltaCodec>;
