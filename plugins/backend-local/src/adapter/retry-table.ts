import type { AttemptOutcome, ConnectorError, StopReason } from '@kora/contracts';

/** What follows from an outcome of an attempt. */
export interface RetryRule {
  /** Whether a further attempt at the same model may be made; `connector` leaves it to the connector's own word. */
  readonly retry: boolean | 'connector';
  /** Whether the next attempt waits, so that a busy or broken runtime can recover. */
  readonly backoff: boolean;
  /** Whether the next attempt is told what was wrong. */
  readonly correct: boolean;
  /** Whether another model that the graph declares may do better. */
  readonly escalate: boolean;
  /** How the task ends when no attempt follows. */
  readonly stop_reason: StopReason;
}

const rule = (retry: RetryRule['retry'], stop_reason: StopReason, more: Partial<RetryRule> = {}): RetryRule => ({
  retry,
  stop_reason,
  backoff: false,
  correct: false,
  escalate: true,
  ...more,
});

/** The whole policy of retries. Nothing else in the adapter decides whether an attempt is followed by another. */
export const RETRY_TABLE: Readonly<Record<Exclude<AttemptOutcome, 'accepted'>, RetryRule>> = {
  schema_violation: rule(true, 'VALIDATION_ERROR', { correct: true }),
  not_json: rule(true, 'VALIDATION_ERROR', { correct: true }),
  empty: rule(true, 'EXECUTION_FAILURE'),
  truncated: rule(false, 'EXECUTION_FAILURE'),
  json_cut: rule(false, 'EXECUTION_FAILURE'),
  thinking_overrun: rule(false, 'EXECUTION_FAILURE'),
  stream_cut: rule(true, 'EXECUTION_FAILURE', { backoff: true }),
  context_overflow: rule(false, 'EXECUTION_FAILURE'),
  transport_fault: rule(true, 'EXECUTION_FAILURE', { backoff: true }),
  runtime_error: rule('connector', 'EXECUTION_FAILURE', { backoff: true }),
  model_unavailable: rule('connector', 'EXECUTION_FAILURE', { backoff: true }),
  timeout: rule(false, 'TIMEOUT', { escalate: false }),
  refused_budget: rule(false, 'BUDGET_BREACH', { escalate: false }),
  cancelled: rule(false, 'EXECUTION_FAILURE', { escalate: false }),
};

/** The outcome that an error of a connector makes of an attempt. */
export const OUTCOME_OF_ERROR: Readonly<Record<ConnectorError['kind'], Exclude<AttemptOutcome, 'accepted'>>> = {
  not_running: 'model_unavailable',
  loading: 'model_unavailable',
  model_not_found: 'model_unavailable',
  context_overflow: 'context_overflow',
  bad_request: 'runtime_error',
  out_of_memory: 'runtime_error',
  overloaded: 'transport_fault',
  transport: 'transport_fault',
  crashed: 'transport_fault',
  protocol: 'transport_fault',
  refused: 'runtime_error',
};
