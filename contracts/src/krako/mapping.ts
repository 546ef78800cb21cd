import type { Stage, StopReason } from '../run/taxonomy.ts';
import type { TaskType } from '../task-graph/task.ts';

/** Field of a TaskGraph to field of a Krako execution payload. Normative; see docs/contracts/kora_krako_interface.md. */
export const GRAPH_TO_SESSION = {
  graph_id: 'execution_session_id',
  root: 'root_work_unit_id',
  'defaults.budget': 'session_budget',
  tasks: 'work_units',
} as const;

/** Field of a task to field of a WorkUnit. */
export const TASK_TO_WORK_UNIT = {
  id: 'work_unit_id',
  version: 'schema_version',
  type: 'kind',
  dependencies: 'dependencies',
  'metadata.trace_id': 'execution_session_id',
  'budget.max_tokens': 'token_cap',
  'budget.max_time_ms': 'timeout_ms',
  'budget.max_retries': 'retry_cap',
  schema: 'verification_rules',
} as const;

/** Where a task of each type runs in the fabric. */
export const WORK_UNIT_KIND: Readonly<Record<TaskType, 'cpu' | 'llm_pod'>> = {
  deterministic: 'cpu',
  aggregation: 'cpu',
  model: 'llm_pod',
};

/** Events of a WorkUnit that make up each stage. Stages before execution happen in KORA and have none. */
export const STAGE_TO_EVENTS: Readonly<Record<Stage, readonly string[]>> = {
  TASK_CONSTRUCTED: [],
  DAG_VALIDATED: [],
  DETERMINISTIC_EXECUTION: ['workunit.started', 'workunit.completed'],
  AGGREGATION: ['workunit.started', 'workunit.completed'],
  MODEL_INVOCATION: ['llm.invocation.started', 'llm.invocation.completed'],
  SCHEMA_VALIDATION: ['workunit.validated'],
  TASK_COMPLETED: ['workunit.completed'],
  TASK_FAILED: ['workunit.failed'],
};

/** The stop reason of each failure that the fabric can report. */
export const FAILURE_TO_STOP_REASON: Readonly<Record<string, StopReason>> = {
  schema_mismatch: 'VALIDATION_ERROR',
  validation_failed: 'VALIDATION_ERROR',
  timeout: 'TIMEOUT',
  token_cap: 'BUDGET_BREACH',
  budget_exhausted: 'BUDGET_BREACH',
  retry_exhausted: 'BUDGET_BREACH',
  upstream_failure: 'DEPENDENCY_FAILURE',
  dependency_failed: 'DEPENDENCY_FAILURE',
  executor_error: 'EXECUTION_FAILURE',
  substrate_failure: 'EXECUTION_FAILURE',
  admission_rejected: 'EXECUTION_FAILURE',
};

/** Field of the fabric's telemetry to field of ours. Fields that are not named here keep their names. */
export const TELEMETRY_FROM_KRAKO = {
  work_unit_id: 'task_id',
  kind: 'task_type',
  attempt_index: 'retry_count',
  session_latency_ms: 'total_latency_ms',
} as const;

/**
 * The stop reason of a failure reported by the fabric. One that is not in the table is an execution failure: reasons are never
 * free-form, and never a success.
 */
export function stopReasonOfFailure(failure: string): StopReason {
  return Object.hasOwn(FAILURE_TO_STOP_REASON, failure)
    ? (FAILURE_TO_STOP_REASON[failure] ?? 'EXECUTION_FAILURE')
    : 'EXECUTION_FAILURE';
}
