import type { ReusedAnswer, RunEvent } from '@kora/contracts';
import type { ArchivedRun } from '../archive/archived-run.ts';

/** The answers that a recorded run took from earlier ones: where from by its log, what by its archive. */
export function reusedAnswers(
  events: readonly RunEvent[],
  { outputs }: Pick<ArchivedRun, 'outputs'>,
): ReadonlyMap<string, ReusedAnswer> {
  const answers = new Map<string, ReusedAnswer>();
  for (const event of events) {
    const { event_type, task_id = '' } = event;
    const value = outputs.get(task_id);
    if (event_type !== 'model.reused' || value === undefined) continue;
    const { source_run_id, source_task_id, age_ms } = event.payload;
    answers.set(task_id, { value, run_id: source_run_id, task_id: source_task_id, age_ms });
  }
  return answers;
}
