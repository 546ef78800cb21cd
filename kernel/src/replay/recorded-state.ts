import { type RecordedState, type ReusedAnswer, type RunEvent, type RunEventPayload, restKey } from '@kora/contracts';
import type { ArchivedRun } from '../archive/archived-run.ts';

/** What a recorded run owed to earlier ones: answers that it took again, and connectors that it found at rest. */
export function recordedState(events: readonly RunEvent[], { outputs }: Pick<ArchivedRun, 'outputs'>): RecordedState {
  const reused = new Map<string, ReusedAnswer>();
  const resting = new Map<string, RunEventPayload<'connector.resting'>>();
  for (const event of events) {
    const { event_type, task_id = '', attempt_index } = event;
    if (event_type === 'connector.resting') {
      const { connector, model_id } = event.payload;
      resting.set(restKey(task_id, attempt_index, connector, model_id), event.payload);
    }
    const value = outputs.get(task_id);
    if (event_type !== 'model.reused' || value === undefined) continue;
    const { source_run_id, source_task_id, age_ms } = event.payload;
    reused.set(task_id, { value, run_id: source_run_id, task_id: source_task_id, age_ms });
  }
  return { reused, resting };
}
