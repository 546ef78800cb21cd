import type { RunEvent, TaskTelemetry, TelemetryBundle } from '@kora/contracts';
import type { ArchivedRun } from '../archive/archived-run.ts';
import { replayErrors } from './errors.ts';

/** Where the clock ended something that a replay cannot repeat; null when it did not. */
function clockStop(events: readonly RunEvent[], tasks: readonly TaskTelemetry[]): string | null {
  // Before, between or after its calls. Operations run again, and for as long as they may.
  const late = tasks.find(({ task_type, error_code }) => task_type === 'model' && error_code === 'KORA_TASK_TIMEOUT');
  if (late !== undefined) return `max_time_ms of task ${late.task_id}`;
  for (const event of events) {
    if (event.event_type === 'budget.breached' && event.payload.kind === 'time' && event.payload.scope === 'graph') {
      return 'max_total_time_ms of the graph';
    }
    if (event.event_type === 'model.invocation.completed' && event.payload.outcome === 'timeout') {
      return `max_time_ms of task ${event.task_id ?? ''}`;
    }
  }
  return null;
}

/** Whether a finished run can be replayed at all. @throws the KORA_REPLAY error that says why not. */
export function assertReplayable(
  { run_id, status, tasks }: TelemetryBundle,
  events: readonly RunEvent[],
  archived: ArchivedRun | null,
): asserts archived is ArchivedRun {
  if (status === 'interrupted') throw replayErrors.KORA_REPLAY_INTERRUPTED({ run_id });
  if (status === 'cancelled') throw replayErrors.KORA_REPLAY_CANCELLED({ run_id });
  if (archived === null) throw replayErrors.KORA_REPLAY_NO_CONTENTS({ run_id });
  if (!archived.complete) throw replayErrors.KORA_REPLAY_CONTENTS_INCOMPLETE({ run_id });
  const where = clockStop(events, tasks);
  if (where !== null) throw replayErrors.KORA_REPLAY_TIMED_OUT({ run_id, where });
}
