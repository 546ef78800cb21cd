import { declaredTaskId, type FrozenGraph, mapItemOf, type NormalTask } from '@kora/contracts';
import type { RunEvents } from './run-events.ts';
import type { RunRecorder } from './run-recorder.ts';
import { untouchedBudget } from './untouched-budget.ts';

const ENDED = new Set(['success', 'failed', 'timeout', 'skipped', 'cancelled']);

/**
 * Gives every task that a broken-off backend left behind its terminal event, so that telemetry is complete even then: first the
 * items that it had announced, then the tasks of the graph.
 */
export function closeOpenTasks(
  frozen: FrozenGraph,
  recorder: RunRecorder,
  events: RunEvents,
  cancelled: boolean,
): void {
  const known = new Map(recorder.bundle()?.tasks.map((task) => [task.task_id, task]));
  const close = (id: string, task: NormalTask) => {
    const state = known.get(id);
    if (state !== undefined && ENDED.has(state.status)) return;
    const budget = state?.budget ?? untouchedBudget(task);
    if (state === undefined) recorder.record(events.make('task.created', { task_type: task.type, budget }, id));
    recorder.record(
      cancelled
        ? events.make('task.cancelled', { budget }, id)
        : events.make(
            'task.failed',
            {
              status: 'failed',
              stop_reason: 'EXECUTION_FAILURE',
              error_code: 'KORA_BACKEND_FAILED',
              execution_ms: 0,
              budget,
            },
            id,
          ),
    );
  };
  const items = [...known.keys()].filter((id) => mapItemOf(id) !== null);
  const declared = new Map(items.length === 0 ? [] : frozen.graph.tasks.map((task) => [task.id, task]));
  for (const id of items) {
    const task = declared.get(declaredTaskId(id));
    if (task !== undefined) close(id, task);
  }
  for (const task of frozen.graph.tasks) close(task.id, task);
}
