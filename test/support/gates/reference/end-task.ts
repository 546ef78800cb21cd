import { type BackendEvent, canonicalJson, hashJson, type NormalTask } from '@kora/contracts';
import { accountOf } from './account-of.ts';
import type { Ending } from './ending.ts';
import type { Scene } from './scene.ts';

/** Puts the end of a task on record. */
export function* endTask(task: NormalTask, ending: Ending, { context, write }: Scene): Generator<BackendEvent> {
  const { id } = task;
  const budget = ending.budget ?? accountOf(task);
  if (ending.kind === 'guarded') yield write.event('task.skipped', { reason: 'guard', budget }, id);
  else if (ending.kind === 'success') {
    const { output } = ending;
    context.content.output(id, output);
    const output_bytes = Buffer.byteLength(canonicalJson(output));
    const done = { output_hash: hashJson(output), output_bytes, execution_ms: 0, budget };
    yield write.event('task.completed', done, id);
  } else {
    const { stop_reason } = ending;
    const error_code = `KORA_REFERENCE_${stop_reason}`;
    if (task.on_failure === 'skip')
      yield write.event('task.skipped', { reason: 'on_failure', stop_reason, error_code, budget }, id);
    else yield write.event('task.failed', { status: 'failed', stop_reason, error_code, execution_ms: 0, budget }, id);
  }
}
