import type { FrozenGraph } from '@kora/contracts';
import type { RunEvents } from './run-events.ts';
import type { RunRecorder } from './run-recorder.ts';
import { untouchedBudget } from './untouched-budget.ts';

const ENDED = new Set(['success', 'failed', 'timeout', 'skipped', 'cancelled']);

/**
 * Gives every task that a broken-off backend left behind its terminal event, so that telemetry is complete even then.
 */
export function closeOpenTasks(
  frozen: FrozenGraph,
  recorder: RunRecorder,
  events: RunEvents,
  cancelled: boolean,
): void {
  const known = new Map(recorder.bundle()?.tasks.map((task) => [task.task_id, task]));
  for (const task of frozen.graph.tasks) {
    const state = known.get(task.id);
    if (state !== undefined && ENDED.has(state.status)) continue;
    const budget = state?.budget ?? untouchedBudget(task);
    if (state === undefined) recorder.record(events.make('task.created', { task_type: task.type, budget }, task.id));
    recorder.record(
      cancelled
        ? events.make('task.cancelled', { budget }, task.id)
        : events.make(
            'task.failed',
            {
              status: 'failed',
              stop_reason: 'EXECUTION_FAILURE',
              error_code: 'KORA_BACKEND_FAILED',
              execution_ms: 0,
              budget,
            },
            task.id,
          ),
    );
  }
}
