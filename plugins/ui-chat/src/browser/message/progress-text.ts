import type { Answer, AnswerProgress } from '@kora/contracts';

/** What the answer waits for, in words. */
export function progressText(answer: Answer, progress: AnswerProgress | undefined): string {
  if (answer.state === 'planning') return 'Planning';
  if (progress === undefined) return 'Working';
  const { queue_position, running, tasks_done, tasks_total, loading_model } = progress;
  if (loading_model !== undefined) return `Loading ${loading_model} into memory`;
  if (queue_position !== null)
    return queue_position <= 1 ? 'Next in line for the model' : `Number ${queue_position} in line for the model`;
  const names = running.length > 0 ? running.join(', ') : 'Working';
  return tasks_total > 1 ? `${names} · ${tasks_done} of ${tasks_total} tasks done` : names;
}
