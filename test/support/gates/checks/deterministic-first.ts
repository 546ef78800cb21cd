import { declaredTaskId } from '@kora/contracts';
import { declaredTask, type Evidence, eventsOf } from '../evidence.ts';
import { violation } from '../requirements.ts';

/** Invariant 1: models are called only where the graph says so, and never when it can do without. */
export function checkDeterministicFirst(evidence: Evidence): string[] {
  const found: string[] = [];
  const { summary } = evidence.result.telemetry;
  if (!evidence.frozen.graph.tasks.some(({ type }) => type === 'model')) {
    if (evidence.calls.length > 0)
      found.push(violation('deterministic:invocations:none', `${evidence.calls.length} calls were served`));
    if (summary.model_invocation_count > 0)
      found.push(violation('deterministic:invocations:none', `the summary counts ${summary.model_invocation_count}`));
  }
  const invoked = [
    ...evidence.calls.map(({ task_id }) => task_id),
    ...eventsOf(evidence, 'model.invocation.started').map(({ task_id = 'no task' }) => task_id),
    ...eventsOf(evidence, 'model.invocation.completed').map(({ task_id = 'no task' }) => task_id),
  ];
  for (const id of invoked) {
    if (declaredTask(evidence, id)?.type !== 'model')
      found.push(violation('deterministic:invocations:model-tasks-only', `${id} is no model task`));
  }
  const guarded = eventsOf(evidence, 'task.skipped').filter(({ payload }) => payload.reason === 'guard');
  for (const { task_id } of guarded) {
    if (task_id !== undefined && invoked.some((id) => [id, declaredTaskId(id)].includes(task_id)))
      found.push(violation('deterministic:guard:no-call', `${task_id} was skipped by its guard and called a model`));
  }
  for (const id of new Set(invoked)) {
    if (guardIsFalse(evidence, id)) found.push(violation('deterministic:guard:no-call', `the guard of ${id} is false`));
  }
  return found;
}

/** Judges the simplest guards by itself: tests of whether a dependency left a value. */
function guardIsFalse(evidence: Evidence, id: string): boolean {
  const { outputs } = evidence;
  const when = declaredTask(evidence, id)?.when;
  if (when === undefined || !('exists' in when) || when.pointer !== undefined) return false;
  return ((outputs.get(when.$from) ?? null) !== null) !== when.exists;
}
