import type { FrozenGraph, RunEventOf, TelemetryReducer } from '@kora/contracts';
import type { BudgetWatch } from './budget-watch.ts';

const ENDED = new Set(['success', 'failed', 'timeout', 'skipped', 'cancelled']);

/** What the guard looks at before a result may leave. */
export interface Evidence {
  readonly frozen: FrozenGraph;
  /** The fold of all events before the last. */
  readonly telemetry: Pick<TelemetryReducer, 'task' | 'taskCount'>;
  readonly last: RunEventOf<'run.completed'>;
  readonly budgets: BudgetWatch;
}

/**
 * Judges a backend's result: its graph must be the one that was given, no budget may have grown, and telemetry must tell how
 * every task ended.
 * @returns why the result is refused, or null when it may pass.
 */
export function refusalOf({ frozen, telemetry, last, budgets }: Evidence): string | null {
  if (last.payload.graph_hash !== frozen.graph_hash) return 'it is the result of another graph';
  if (budgets.violation !== null) return budgets.violation;
  if (telemetry.taskCount !== frozen.graph.tasks.length)
    return `telemetry knows ${telemetry.taskCount} of ${frozen.graph.tasks.length} tasks`;
  for (const { id } of frozen.graph.tasks) {
    const task = telemetry.task(id);
    if (task === undefined) return `telemetry does not know task ${id}`;
    if (!ENDED.has(task.status)) return `telemetry does not say how task ${id} ended`;
    if (task.finished_at === null) return `telemetry does not say when task ${id} ended`;
    if (task.status === 'success' && (task.output_hash === null || task.input_hash === null)) {
      return `telemetry does not name the input and output of task ${id}`;
    }
    if (task.status !== 'success' && last.payload.status === 'success' && task.status !== 'skipped') {
      return `it claims success, but task ${id} ended as ${task.status}`;
    }
  }
  return null;
}
