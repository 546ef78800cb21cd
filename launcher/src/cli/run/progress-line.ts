import type { RunEvent } from '@kora/contracts';
import { duration } from '../output/quantities.ts';
import { printable } from '../output/table.ts';

/** What a person who watches a run is told of one event, null when it is not worth a line. */
export function progressLine(event: RunEvent): string | null {
  const task = printable(event.task_id ?? '');
  switch (event.event_type) {
    case 'run.started':
      return `run ${event.run_id} of ${event.graph_id}: ${event.payload.task_count} tasks`;
    case 'task.expanded':
      return `  ${task}: ${event.payload.item_count} items`;
    case 'model.invocation.started':
      return `  ${task}: asking ${printable(event.payload.model.model_id)}`;
    case 'model.invocation.completed': {
      const { outcome, tokens_out, duration_ms } = event.payload;
      return `  ${task}: ${outcome}, ${tokens_out} tokens in ${duration(duration_ms)}`;
    }
    case 'model.reused':
      return `  ${task}: took the answer of run ${event.payload.source_run_id} again`;
    case 'retry.scheduled':
      return `  ${task}: trying again after ${event.payload.reason}`;
    case 'budget.breached':
      return `  ${task}: over its budget of ${event.payload.declared} ${event.payload.kind}`;
    case 'task.completed':
      return `  ${task}: done in ${duration(event.payload.execution_ms)}`;
    case 'task.failed':
      return `  ${task}: ${event.payload.status}, ${event.payload.stop_reason} (${event.payload.error_code})`;
    case 'task.skipped':
      return `  ${task}: skipped`;
    case 'task.cancelled':
      return `  ${task}: cancelled`;
    default:
      return null;
  }
}
