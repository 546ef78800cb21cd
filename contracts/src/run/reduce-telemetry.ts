import type { BudgetState } from '../task-graph/budget.ts';
import { mapItemOf } from '../task-graph/for-each.ts';
import type { AttemptOutcome, RunEvent, RunEventOf } from './event.ts';
import { newTask, type TaskState } from './task-state.ts';
import type { RunStatus, Stage } from './taxonomy.ts';
import type { AttemptTelemetry, TaskTelemetry, TelemetryBundle } from './telemetry.ts';

const between = (from: string | null, to: string): number =>
  from === null ? 0 : Math.max(0, Date.parse(to) - Date.parse(from));

/**
 * Folds run events, in the order of their `seq`, into the telemetry bundle. The bundle of a run, live or finished, is always
 * this fold of its log, so a bundle can be rebuilt from disk and never disagrees with the events.
 * Events of tasks that were never created are ignored: a log is input, and may be damaged.
 */
export class TelemetryReducer {
  #start: RunEventOf<'run.started'> | null = null;
  #end: RunEventOf<'run.completed'> | null = null;
  #last: string | null = null;
  #breaches = 0;
  #validationFailures = 0;
  readonly #tasks = new Map<string, TaskState>();
  #parsed = { text: '', ms: Number.NaN };

  /** Takes in the next event. */
  apply(event: RunEvent): void {
    this.#last = event.timestamp;
    if (event.event_type === 'run.started') this.#start = event;
    else if (event.event_type === 'run.completed') this.#end = event;
    else if (event.event_type === 'task.created') this.#tasks.set(event.task_id ?? '', newTask(event));
    else {
      if (event.event_type === 'budget.breached') this.#breaches++;
      if (event.event_type === 'task.validated' && event.payload.validation_status === 'fail')
        this.#validationFailures++;
      const task = this.#tasks.get(event.task_id ?? '');
      if (task !== undefined) applyToTask(task, event, this.#msOf(event.timestamp));
    }
  }

  /** True once the run's last event has been taken in. */
  get ended(): boolean {
    return this.#end !== null;
  }

  /** How many tasks were created. */
  get taskCount(): number {
    return this.#tasks.size;
  }

  /** A task as it stands; it changes with the next event. */
  task(taskId: string): TaskTelemetry | undefined {
    return this.#tasks.get(taskId)?.shown;
  }

  /**
   * The bundle so far. That of a run that has ended is not copied, because nothing comes after the end.
   * @param unended status of a run whose log has no end: `running` while it lives, `interrupted` when its process is gone.
   * @returns null before `run.started`.
   */
  bundle(unended: RunStatus = 'running'): TelemetryBundle | null {
    const start = this.#start;
    if (start === null) return null;
    const end = this.#end;
    const elapsed = between(start.timestamp, this.#last ?? start.timestamp);
    const states = [...this.#tasks.values()];
    return {
      run_id: start.run_id,
      graph_id: start.graph_id,
      graph_hash: start.payload.graph_hash,
      trace_id: start.payload.trace_id,
      backend: start.payload.backend,
      status: end?.payload.status ?? unended,
      stop_reason: end?.payload.stop_reason ?? null,
      failed_task: end?.payload.failed_task ?? null,
      started_at: start.timestamp,
      finished_at: end?.timestamp ?? null,
      output_hash: end?.payload.output_hash ?? null,
      tasks: states.map(end === null ? copyOfTask : ({ shown }) => shown),
      summary: this.#summary(start, states, end?.payload.duration_ms ?? elapsed),
    };
  }

  /** Thousands of events share a millisecond; reading its text once is enough. */
  #msOf(timestamp: string): number {
    if (this.#parsed.text !== timestamp) this.#parsed = { text: timestamp, ms: Date.parse(timestamp) };
    return this.#parsed.ms;
  }

  #summary(
    start: RunEventOf<'run.started'>,
    tasks: readonly TaskState[],
    total_latency_ms: number,
  ): TelemetryBundle['summary'] {
    const counts = { deterministic: 0, model: 0, aggregation: 0 };
    const times = { deterministic: 0, model: 0, aggregation: 0 };
    let [invocations, avoided, tokens_in, tokens_out, retries] = [0, 0, 0, 0, 0];
    let [queued_ms, invocation_ms, validation_ms] = [0, 0, 0];
    for (const task of tasks) {
      const { task_id, task_type, item_count } = task.shown;
      // Tasks of the graph are counted, and the work of the items: a mapped task itself only waits for them.
      if (mapItemOf(task_id) === null) counts[task_type]++;
      if (item_count === undefined) times[task_type] += task.execution_ms;
      invocations += task.invocations;
      if (avoidedModel(task)) avoided++;
      tokens_in += task.shown.tokens_in;
      tokens_out += task.shown.tokens_out;
      retries += task.shown.retry_count;
      queued_ms += task.shown.queue_ms;
      invocation_ms += task.invocation_ms;
      validation_ms += task.validation_ms;
    }
    return {
      total_tasks: start.payload.task_count,
      deterministic_task_count: counts.deterministic,
      model_task_count: counts.model,
      aggregation_task_count: counts.aggregation,
      model_invocation_count: invocations,
      model_invocations_avoided: avoided,
      tokens_in,
      tokens_out,
      total_tokens: tokens_in + tokens_out,
      retry_count: retries,
      validation_failures: this.#validationFailures,
      budget_breaches: this.#breaches,
      total_latency_ms,
      queue_wait_ms: start.payload.queue_ms + queued_ms,
      stage_ms: {
        task_construction: start.payload.task_construction_ms,
        dag_validation: start.payload.dag_validation_ms,
        deterministic_execution: times.deterministic,
        model_invocation: invocation_ms,
        schema_validation: validation_ms,
        aggregation: times.aggregation,
      },
    };
  }
}

/** A model task that ended well without a model: its guard made the call unnecessary, or an answer was reused. */
function avoidedModel({ shown, invocations }: TaskState): boolean {
  if (shown.task_type !== 'model' || shown.item_count !== undefined || invocations > 0) return false;
  return shown.status === 'success' || (shown.status === 'skipped' && shown.stop_reason === null);
}

function copyOfTask({ shown }: TaskState): TaskTelemetry {
  return { ...shown, attempts: [...shown.attempts], stages: [...shown.stages], warnings: [...shown.warnings] };
}

function finish(
  task: TaskState,
  event: { timestamp: string; payload: { budget: BudgetState } },
  executionMs: number,
): void {
  task.shown.finished_at = event.timestamp;
  task.shown.budget = event.payload.budget;
  task.shown.duration_ms = executionMs;
  task.execution_ms = executionMs;
}

function attemptOf(task: TaskState, event: RunEventOf<'model.invocation.completed'>): AttemptTelemetry {
  const {
    outcome,
    error_code,
    retryable,
    duration_ms,
    tokens_in,
    tokens_out,
    answer_hash,
    time_to_first_token_ms: first,
  } = event.payload;
  const { attempt_index } = event;
  return {
    attempt_index,
    outcome,
    error_code,
    retryable,
    backoff_ms: task.backoff?.get(attempt_index) ?? 0,
    duration_ms,
    tokens_in,
    tokens_out,
    ...(answer_hash === undefined ? {} : { answer_hash }),
    ...(first === null ? {} : { time_to_first_token_ms: first }),
  };
}

/** A schema check comes after the answer it judges, so it corrects that attempt's outcome. */
function judge(attempts: readonly AttemptTelemetry[], index: number, outcome: AttemptOutcome): AttemptTelemetry[] {
  return attempts.map((attempt) => (attempt.attempt_index === index ? { ...attempt, outcome } : attempt));
}

function applyToTask(state: TaskState, event: RunEvent, at: number): void {
  const task = state.shown;
  const push = (stage: Stage) => task.stages.push(stage);
  switch (event.event_type) {
    case 'task.ready':
      task.status = 'ready';
      state.ready_at = at;
      break;
    case 'task.started':
      task.status = 'running';
      task.started_at = event.timestamp;
      task.queue_ms = state.ready_at === null ? 0 : Math.max(0, at - state.ready_at);
      task.input_hash = event.payload.input_hash;
      task.operation = event.payload.operation ?? null;
      task.operation_version = event.payload.operation_version ?? null;
      if (task.task_type !== 'model') push(event.payload.stage);
      break;
    case 'task.expanded':
      task.item_count = event.payload.item_count;
      break;
    case 'model.invocation.started':
      state.invocations++;
      task.model = event.payload.model;
      task.budget = event.payload.budget;
      task.warnings = [...new Set([...task.warnings, ...event.payload.warnings])];
      push('MODEL_INVOCATION');
      break;
    case 'model.invocation.completed':
      task.model = event.payload.model;
      task.budget = event.payload.budget;
      task.tokens_in += event.payload.tokens_in;
      task.tokens_out += event.payload.tokens_out;
      state.invocation_ms += event.payload.duration_ms;
      task.warnings = [...new Set([...task.warnings, ...event.payload.warnings])];
      task.attempts.push(attemptOf(state, event));
      break;
    case 'model.reused':
      task.model = event.payload.model;
      task.reused_from = { run_id: event.payload.source_run_id, task_id: event.payload.source_task_id };
      break;
    case 'task.validated':
      task.validation_status = event.payload.validation_status;
      task.validation_errors = [...event.payload.validation_errors];
      state.validation_ms += event.payload.duration_ms;
      if (event.payload.validation_status === 'fail')
        task.attempts = judge(task.attempts, event.attempt_index, 'schema_violation');
      push('SCHEMA_VALIDATION');
      break;
    case 'retry.scheduled':
      task.retry_count++;
      state.backoff ??= new Map();
      state.backoff.set(event.attempt_index, event.payload.backoff_ms);
      task.budget = event.payload.budget;
      break;
    case 'task.completed':
      task.status = 'success';
      task.output_hash = event.payload.output_hash;
      task.output_bytes = event.payload.output_bytes;
      finish(state, event, event.payload.execution_ms);
      push('TASK_COMPLETED');
      break;
    case 'task.failed':
      task.status = event.payload.status;
      task.stop_reason = event.payload.stop_reason;
      task.error_code = event.payload.error_code;
      finish(state, event, event.payload.execution_ms);
      push('TASK_FAILED');
      break;
    case 'task.skipped':
      task.status = 'skipped';
      task.stop_reason = event.payload.stop_reason ?? null;
      task.error_code = event.payload.error_code ?? null;
      finish(state, event, state.execution_ms);
      break;
    case 'task.cancelled':
      task.status = 'cancelled';
      finish(state, event, between(task.started_at, event.timestamp));
      break;
  }
}

/** The telemetry bundle of a sequence of events; see {@link TelemetryReducer}. */
export function foldTelemetry(events: Iterable<RunEvent>, unended: RunStatus = 'running'): TelemetryBundle | null {
  const reducer = new TelemetryReducer();
  for (const event of events) reducer.apply(event);
  return reducer.bundle(unended);
}
