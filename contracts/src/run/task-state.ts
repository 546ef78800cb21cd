import type { RunEventOf } from './event.ts';
import type { TaskTelemetry } from './telemetry.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer I)[] ? I[] : T[K] };

/** A task as telemetry shows it, and what it takes to get there. */
export interface TaskState {
  readonly shown: Mutable<TaskTelemetry>;
  /** Milliseconds since the epoch. */
  ready_at: number | null;
  /** Backoff before the coming attempt, by attempt index. */
  backoff: Map<number, number> | null;
  invocations: number;
  invocation_ms: number;
  validation_ms: number;
  execution_ms: number;
}

/** A task that was just announced. */
export function newTask(event: RunEventOf<'task.created'>): TaskState {
  const shown: Mutable<TaskTelemetry> = {
    task_id: event.task_id ?? '',
    task_name: event.payload.task_name ?? null,
    task_type: event.payload.task_type,
    status: 'queued',
    stop_reason: null,
    error_code: null,
    operation: null,
    operation_version: null,
    started_at: null,
    finished_at: null,
    duration_ms: 0,
    queue_ms: 0,
    tokens_in: 0,
    tokens_out: 0,
    retry_count: 0,
    validation_status: 'not_run',
    validation_errors: [],
    input_hash: null,
    output_hash: null,
    output_bytes: 0,
    budget: event.payload.budget,
    attempts: [],
    stages: ['TASK_CONSTRUCTED', 'DAG_VALIDATED'],
    model: null,
    warnings: [],
  };
  return { shown, ready_at: null, backoff: null, invocations: 0, invocation_ms: 0, validation_ms: 0, execution_ms: 0 };
}
