import { mapItemOf } from '@kora/contracts';
import { declaredTask, type Evidence, eventsOf } from '../evidence.ts';
import { violation } from '../requirements.ts';
import { canonicalHash } from './canonical-hash.ts';

/** Invariant 6: one graph from the first event to the last, and nobody can change it. */
export function checkGraphImmutability(evidence: Evidence): string[] {
  const { frozen, given, result, events } = evidence;
  const found: string[] = [];
  const expected = canonicalHash(frozen.graph);
  const [started] = eventsOf(evidence, 'run.started');
  const [completed] = eventsOf(evidence, 'run.completed');
  if (started?.payload.graph_hash !== completed?.payload.graph_hash)
    found.push(
      violation(
        'graph:hash:first-equals-last',
        `${started?.payload.graph_hash} became ${completed?.payload.graph_hash}`,
      ),
    );
  for (const [where, hash] of [
    ['the log', started?.payload.graph_hash],
    ['the bundle', result.telemetry.graph_hash],
    ['the result', result.execution_metadata.graph_hash],
  ]) {
    if (hash !== expected)
      found.push(violation('graph:hash:canonical', `${where} says ${hash}, the graph has ${expected}`));
  }
  if (given !== null) {
    const open = firstOpen(given.graph, '');
    if (open !== null)
      found.push(violation('graph:object:frozen', `${open === '' ? 'the graph' : open} can be changed`));
    if (canonicalHash(given.graph) !== expected)
      found.push(violation('graph:object:unchanged', 'the graph that the backend got is another one now'));
  }
  const declared = frozen.graph.tasks.map(({ id, type }) => `${id} ${type}`).sort();
  const isDeclared = ({ task_id }: { readonly task_id?: string }) => mapItemOf(task_id ?? '') === null;
  const created = eventsOf(evidence, 'task.created')
    .filter(isDeclared)
    .map(({ task_id, payload }) => `${task_id} ${payload.task_type}`);
  const told = result.telemetry.tasks.filter(isDeclared).map(({ task_id, task_type }) => `${task_id} ${task_type}`);
  for (const list of [created, told]) {
    if (list.sort().join() !== declared.join())
      found.push(violation('graph:tasks:same', `the graph has ${declared.join()}, telemetry ${list.join()}`));
  }
  const strangers = events.filter(({ task_id }) => task_id !== undefined && isStranger(evidence, task_id));
  for (const { task_id } of strangers) found.push(violation('graph:tasks:same', `there is no task ${task_id}`));
  return found;
}

/** No task of the graph, and no item of one that is repeated over a list. */
function isStranger(evidence: Evidence, id: string): boolean {
  const item = mapItemOf(id);
  if (item === null) return !evidence.frozen.order.includes(id);
  const max = declaredTask(evidence, id)?.for_each?.max_items ?? 0;
  return item.index >= max;
}

function firstOpen(value: unknown, path: string): string | null {
  if (typeof value !== 'object' || value === null) return null;
  if (!Object.isFrozen(value)) return path;
  for (const [key, member] of Object.entries(value)) {
    const open = firstOpen(member, `${path}/${key}`);
    if (open !== null) return open;
  }
  return null;
}

/** What becomes of a backend that reports the hash of another graph: it is refused, and the log does not repeat the lie. */
export function checkOtherGraphRefused({ result, log }: Evidence, hash: string): string[] {
  const found: string[] = [];
  const code = result.error?.details.code;
  if (code !== 'KORA_RUN_RESULT_REFUSED' || result.status !== 'failed' || result.final_output !== null)
    found.push(violation('graph:hash:other-refused', `it ended as ${result.status} with ${code ?? 'no error'}`));
  if (log.includes(hash)) found.push(violation('graph:hash:other-refused', 'the log repeats the other hash'));
  return found;
}
