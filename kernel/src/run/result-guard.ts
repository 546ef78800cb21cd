import type { FrozenGraph, RunEventOf, TaskTelemetry, TelemetryReducer } from '@kora/contracts';
import type { BudgetWatch } from './budget-watch.ts';
import { itemRefusalOf } from './item-refusal.ts';

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
 * every task ended, and every item of those that are repeated over a list.
 * @returns why the result is refused, or null when it may pass.
 */
export function refusalOf({ frozen, telemetry, last, budgets }: Evidence): string | null {
  if (last.payload.graph_hash !== frozen.graph_hash) return 'it is the result of another graph';
  if (budgets.violation !== null) return budgets.violation;
  const tasks = frozen.graph.tasks.length;
  if (telemetry.taskCount < tasks) return `telemetry knows ${telemetry.taskCount} of ${tasks} tasks`;
  let items = 0;
  for (const declared of frozen.graph.tasks) {
    const task = telemetry.task(declared.id);
    const wrong = endRefusalOf(declared.id, task, last);
    if (wrong !== null) return wrong;
    if (task?.item_count === undefined) continue;
    items += task.item_count;
    const wrongItem = itemRefusalOf(declared, task.item_count, (id) => endRefusalOf(id, telemetry.task(id), last));
    if (wrongItem !== null) return wrongItem;
  }
  const expected = tasks + items;
  return telemetry.taskCount === expected
    ? null
    : `telemetry knows ${telemetry.taskCount} of ${expected} tasks and items`;
}

function endRefusalOf(id: string, task: TaskTelemetry | undefined, last: Evidence['last']): string | null {
  if (task === undefined) return `telemetry does not know task ${id}`;
  if (!ENDED.has(task.status)) return `telemetry does not say how task ${id} ended`;
  if (task.finished_at === null) return `telemetry does not say when task ${id} ended`;
  if (task.status === 'success' && (task.output_hash === null || task.input_hash === null)) {
    return `telemetry does not name the input and output of task ${id}`;
  }
  const claimed = last.payload.status === 'success' && task.status !== 'success' && task.status !== 'skipped';
  return claimed ? `it claims success, but task ${id} ended as ${task.status}` : null;
}
