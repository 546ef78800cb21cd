import type { Json, TaskTelemetry } from '@kora/contracts';
import type { Evidence } from '../evidence.ts';
import { type RequirementId, violation } from '../requirements.ts';

/** What of a run may not depend on anything but its graph and the answers of its models. */
export interface Trace {
  readonly graph_hash: string;
  readonly status: string;
  readonly stop_reason: string | null;
  readonly output_hash: string | null;
  /** By task, in the order of their ids. */
  readonly tasks: readonly Readonly<Record<string, Json>>[];
}

/** The trace of a run. */
export function traceOf({ result }: Evidence): Trace {
  const { graph_hash, status, stop_reason, output_hash, tasks } = result.telemetry;
  const traces = tasks.map(traceOfTask).sort((a, b) => (String(a.task_id) < String(b.task_id) ? -1 : 1));
  return { graph_hash, status, stop_reason, output_hash, tasks: traces };
}

function traceOfTask(task: TaskTelemetry) {
  const { task_id, status, stop_reason, error_code, input_hash, output_hash, stages, validation_status } = task;
  return { task_id, status, stop_reason, error_code, input_hash, output_hash, validation_status, stages: [...stages] };
}

/** Compares two traces that must be the same. @param id the requirement that says why they must. */
export function checkSameTrace(id: RequirementId, one: Trace, other: Trace): string[] {
  const found: string[] = [];
  for (const field of ['graph_hash', 'status', 'stop_reason', 'output_hash'] as const) {
    if (one[field] !== other[field]) found.push(violation(id, `${field} is ${one[field]}, then ${other[field]}`));
  }
  for (const [index, task] of one.tasks.entries()) {
    const [a, b] = [JSON.stringify(task), JSON.stringify(other.tasks[index])];
    if (a !== b) found.push(violation(id, `a task is ${a}, then ${b}`));
  }
  if (one.tasks.length !== other.tasks.length) found.push(violation(id, 'there are more or fewer tasks'));
  return found;
}
