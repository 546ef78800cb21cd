import type { EventPlace } from '../run/run-log.ts';
import type { TaskEnding } from '../run/task-ending.ts';
import type { MapParts } from './map-run.ts';

/** Writes the last event of an item, and keeps its output. @param skips whether a failure leaves null instead. */
export function recordItemEnd(
  { log, context }: Pick<MapParts, 'log' | 'context'>,
  place: EventPlace & { readonly task_id: string },
  ending: TaskEnding,
  skips: boolean,
): void {
  const { budget } = ending;
  switch (ending.kind) {
    case 'success': {
      const { output, output_hash, output_bytes, execution_ms } = ending;
      output.keep(context.content, place.task_id);
      log.write('task.completed', { output_hash, output_bytes, execution_ms, budget }, place);
      break;
    }
    case 'guarded':
      log.write('task.skipped', { reason: 'guard', budget }, place);
      break;
    case 'cancelled':
      log.write('task.cancelled', { budget }, place);
      break;
    case 'failed': {
      const { status, stop_reason, error, execution_ms } = ending;
      const error_code = error.code;
      if (skips) log.write('task.skipped', { reason: 'on_failure', stop_reason, error_code, budget }, place);
      else log.write('task.failed', { status, stop_reason, error_code, execution_ms, budget }, place);
    }
  }
}
