import type * as t from 'io-ts';
import { oneOf } from '../codec/refined.ts';

/** Why a task or a run stopped short. There are no free-form reasons. See docs/contracts/stage_taxonomy.md. */
export const STOP_REASONS = [
  'VALIDATION_ERROR',
  'TIMEOUT',
  'BUDGET_BREACH',
  'DEPENDENCY_FAILURE',
  'EXECUTION_FAILURE',
] as const;
export const stopReasonCodec = oneOf('StopReason', STOP_REASONS);
export type StopReason = t.TypeOf<typeof stopReasonCodec>;

export const TASK_STATUSES = [
  'queued',
  'ready',
  'running',
  'success',
  'failed',
  'timeout',
  'skipped',
  'cancelled',
] as const;
export const taskStatusCodec = oneOf('TaskStatus', TASK_STATUSES);
export type TaskStatus = t.TypeOf<typeof taskStatusCodec>;

/** `queued` and `running` are a run's life before its end; `interrupted` is a run whose process died under it. */
export const RUN_STATUSES = ['queued', 'running', 'success', 'failed', 'cancelled', 'interrupted'] as const;
export const runStatusCodec = oneOf('RunStatus', RUN_STATUSES);
export type RunStatus = t.TypeOf<typeof runStatusCodec>;

/** The statuses that an ExecutionResult may carry. */
export const resultStatusCodec = oneOf('ResultStatus', ['success', 'failed', 'cancelled']);
export type ResultStatus = t.TypeOf<typeof resultStatusCodec>;

export const STAGES = [
  'TASK_CONSTRUCTED',
  'DAG_VALIDATED',
  'DETERMINISTIC_EXECUTION',
  'MODEL_INVOCATION',
  'SCHEMA_VALIDATION',
  'AGGREGATION',
  'TASK_COMPLETED',
  'TASK_FAILED',
] as const;
export const stageCodec = oneOf('Stage', STAGES);
export type Stage = t.TypeOf<typeof stageCodec>;

/** The kind of an error, for programs. `details.code` says exactly which one. See docs/errors.md. */
export const ERROR_TYPES = [
  ...STOP_REASONS,
  'VERSION_MISMATCH',
  'UNAUTHORIZED',
  'FORBIDDEN',
  'NOT_FOUND',
  'CONFLICT',
  'PAYLOAD_TOO_LARGE',
  'UNSUPPORTED_MEDIA_TYPE',
  'OVERLOADED',
  'MODEL_UNAVAILABLE',
  'PLUGIN_REJECTED',
] as const;
export const errorTypeCodec = oneOf('ErrorType', ERROR_TYPES);
export type ErrorType = t.TypeOf<typeof errorTypeCodec>;

/** HTTP status of each error type. */
export const HTTP_STATUS: Readonly<Record<ErrorType, number>> = {
  VALIDATION_ERROR: 400,
  VERSION_MISMATCH: 400,
  UNAUTHORIZED: 401,
  FORBIDDEN: 403,
  PLUGIN_REJECTED: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  PAYLOAD_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  BUDGET_BREACH: 429,
  OVERLOADED: 503,
  MODEL_UNAVAILABLE: 503,
  TIMEOUT: 500,
  DEPENDENCY_FAILURE: 500,
  EXECUTION_FAILURE: 500,
};
