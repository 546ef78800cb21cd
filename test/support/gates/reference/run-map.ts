import {
  type BackendEvent,
  hashJson,
  type Json,
  mapItemId,
  type NormalTask,
  type Outputs,
  resolveReferences,
} from '@kora/contracts';
import { accountOf } from './account-of.ts';
import { endTask } from './end-task.ts';
import { type Ending, failed } from './ending.ts';
import type { Scene } from './scene.ts';

type Mapped = NormalTask & { readonly for_each: NonNullable<NormalTask['for_each']> };

/** Whether a task is repeated over a list. */
export const isMapped = (task: NormalTask): task is Mapped => task.for_each !== undefined;

/** Runs a task once for each member of its list, one after the other; the item and its place are outputs that only it can see. */
export async function* runMap(
  task: Mapped,
  outputs: Outputs,
  scene: Scene,
  run: (item: NormalTask, outputs: Outputs) => AsyncGenerator<BackendEvent, Ending>,
): AsyncGenerator<BackendEvent, Ending> {
  const { write } = scene;
  const { $from, pointer = '', max_items } = task.for_each;
  const list = resolveReferences({ $from, pointer }, outputs);
  if (list._tag === 'Left' || !Array.isArray(list.right) || list.right.length > max_items)
    return failed('VALIDATION_ERROR');
  const items: readonly Json[] = list.right;
  yield write.event('task.started', { ...workOf(task, scene), input_hash: hashJson(items) }, task.id);
  yield write.event('task.expanded', { item_count: items.length }, task.id);
  for (const index of items.keys()) {
    const created = { task_type: task.type, budget: accountOf(task) };
    yield write.event('task.created', created, mapItemId(task.id, index));
    yield write.event('task.ready', {}, mapItemId(task.id, index));
  }
  const results: Json[] = [];
  let failure: Ending | null = null;
  for (const [index, value] of items.entries()) {
    const item = { ...task, id: mapItemId(task.id, index) };
    const own = new Map<string, Json>([
      ['$item', value],
      ['$index', index],
    ]);
    const ending = yield* run(item, { get: (id) => (own.has(id) ? own.get(id) : outputs.get(id)) });
    yield* endTask(item, ending, scene);
    results.push(ending.kind === 'success' ? ending.output : null);
    if (ending.kind === 'failed' && task.on_failure !== 'skip') failure ??= failed(ending.stop_reason);
  }
  if (failure !== null) return failure;
  const passed = { validation_status: 'pass', validation_errors: [], duration_ms: 0 } as const;
  yield write.event('task.validated', passed, task.id);
  return { kind: 'success', output: results };
}

function workOf(task: Mapped, { operations }: Scene) {
  if (task.type === 'model') return { stage: 'MODEL_INVOCATION' } as const;
  const { operation } = task.input;
  const operation_version = operations.get(operation)?.descriptor.version ?? '';
  const stage = task.type === 'aggregation' ? ('AGGREGATION' as const) : ('DETERMINISTIC_EXECUTION' as const);
  return { stage, operation, operation_version };
}
