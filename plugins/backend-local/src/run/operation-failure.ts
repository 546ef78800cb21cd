import type { Json, OperationTask, StopReason } from '@kora/contracts';
import type { KoraError } from '@kora/plugin-sdk';
import { operationErrors } from '../errors.ts';
import type { TaskReport } from '../pool/segment.ts';

type Failed = Extract<TaskReport, { status: 'failed' }>;

/** Paths of failing places, for a message; the whole list is in the details. */
export function pathsOf(errors: readonly { readonly path: string }[]): string {
  const paths = [...new Set(errors.map(({ path }) => (path === '' ? 'its top level' : path)))];
  return paths.length > 3 ? `${paths.slice(0, 3).join(', ')} and ${paths.length - 3} more` : paths.join(', ');
}

/** The error that a report of a failed operation stands for. */
export function operationError(task: Pick<OperationTask, 'id' | 'input'>, report: Failed): KoraError {
  const task_id = task.id;
  const { operation } = task.input;
  const reason = report.message;
  const paths = pathsOf(report.errors);
  const issues: Json = report.errors.map(({ path, keyword, message }) => ({ path, keyword, message }));
  switch (report.kind) {
    case 'missing_value':
      return operationErrors.KORA_TASK_MISSING_VALUE({ task_id, from: reason });
    case 'unknown_operation':
      return operationErrors.KORA_OPERATION_UNKNOWN({ task_id, operation });
    case 'library_failed':
      return operationErrors.KORA_OPERATION_LIBRARY_FAILED({ task_id, reason });
    case 'bad_arguments':
      return operationErrors.KORA_OPERATION_BAD_ARGUMENTS({ task_id, operation, paths, issues });
    case 'operation_threw':
      return operationErrors.KORA_OPERATION_FAILED({ task_id, operation, reason });
    case 'no_result':
      return operationErrors.KORA_OPERATION_BAD_RESULT({ task_id, operation, reason: 'is no JSON value', issues });
    case 'bad_result':
      return operationErrors.KORA_OPERATION_BAD_RESULT({ task_id, operation, reason: `${reason} at ${paths}`, issues });
    case 'result_too_large':
      return operationErrors.KORA_OPERATION_RESULT_TOO_LARGE({ task_id, operation, length: Number(reason) });
    case 'stack_overflow':
      return operationErrors.KORA_OPERATION_STACK_OVERFLOW({ task_id, operation });
    case 'bad_schema':
      return operationErrors.KORA_TASK_BAD_SCHEMA({ task_id, reason });
    case 'schema_violation':
      return operationErrors.KORA_TASK_SCHEMA_VIOLATION({ task_id, paths, issues });
    case 'timeout':
      return operationErrors.KORA_TASK_TIMEOUT({ task_id, max_time_ms: Number(reason) });
    case 'crashed':
      return operationErrors.KORA_OPERATION_CRASHED({ task_id, operation, reason });
  }
}

/** The stop reason of an error: its own type where that is one, else that something did not work. */
export function stopReasonOf(error: KoraError): StopReason {
  switch (error.error_type) {
    case 'VALIDATION_ERROR':
    case 'TIMEOUT':
    case 'BUDGET_BREACH':
    case 'DEPENDENCY_FAILURE':
      return error.error_type;
    default:
      return 'EXECUTION_FAILURE';
  }
}
