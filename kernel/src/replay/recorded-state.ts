import {
  attemptKey,
  type RecordedState,
  type ReusedAnswer,
  type RunEvent,
  type RunEventPayload,
  restKey,
} from '@kora/contracts';
import type { ArchivedRun } from '../archive/archived-run.ts';

/** A model of a connector that a task wanted to ask and found at rest. */
export interface RecordedRest {
  readonly task_id: string;
  readonly attempt_index: number;
  readonly connector: string;
  readonly model_id: string;
  readonly digest: string | null;
}

/** The rests that a run met, in their order. */
export function recordedRests(events: readonly RunEvent[]): readonly RecordedRest[] {
  return events.flatMap((event) => {
    if (event.event_type !== 'connector.resting') return [];
    const { task_id = '', attempt_index, payload } = event;
    const { connector, model_id, digest } = payload;
    return [{ task_id, attempt_index, connector, model_id, digest }];
  });
}

/**
 * What a recorded run owed to earlier ones: answers that it took again, and connectors that it found at rest; and what it owed to the
 * clock: whether there was time for another attempt.
 */
export function recordedState(events: readonly RunEvent[], { outputs }: Pick<ArchivedRun, 'outputs'>): RecordedState {
  const reused = new Map<string, ReusedAnswer>();
  const resting = new Map<string, RunEventPayload<'connector.resting'>>();
  const retried = new Set<string>();
  for (const event of events) {
    const { event_type, task_id = '', attempt_index } = event;
    if (event_type === 'connector.resting') {
      const { connector, model_id } = event.payload;
      resting.set(restKey(task_id, attempt_index, connector, model_id), event.payload);
    }
    if (event_type === 'retry.scheduled') retried.add(attemptKey(task_id, attempt_index - 1));
    // There was time for it, and no retry of the run left.
    if (event_type === 'budget.breached' && event.payload.kind === 'retries')
      retried.add(attemptKey(task_id, attempt_index));
    const value = outputs.get(task_id);
    if (event_type !== 'model.reused' || value === undefined) continue;
    const { source_run_id, source_task_id, age_ms } = event.payload;
    reused.set(task_id, { value, run_id: source_run_id, task_id: source_task_id, age_ms });
  }
  return { reused, resting, retried };
}
