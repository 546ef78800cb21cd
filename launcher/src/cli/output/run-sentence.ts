import type { TelemetryBundle } from '@kora/contracts';
import { duration } from './quantities.ts';

const counted = (count: number, thing: string) => `${count} ${thing}${count === 1 ? '' : 's'}`;

/** One line that says how a run went: status, work, model calls, tokens, time and id. */
export function runSentence({ run_id, status, stop_reason, failed_task, summary, tasks }: TelemetryBundle): string {
  const reused = tasks.filter(({ reused_from }) => reused_from !== undefined).length;
  const why = stop_reason === null ? '' : ` (${stop_reason}${failed_task === null ? '' : ` in ${failed_task}`})`;
  const facts = [
    counted(summary.total_tasks, 'task'),
    counted(summary.model_invocation_count, 'model call'),
    ...(summary.model_invocation_count === 0 ? [] : [`${summary.tokens_in} tokens in, ${summary.tokens_out} out`]),
    ...(reused === 0 ? [] : [`${counted(reused, 'answer')} reused`]),
    duration(summary.total_latency_ms),
  ];
  return `${status}${why}: ${facts.join(', ')}. Run ${run_id}`;
}
