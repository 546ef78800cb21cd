import { declaredTask, type Evidence, eventsOf, runTaskIds } from '../evidence.ts';
import { violation } from '../requirements.ts';

/** Invariant 3: attempts are capped, each is visible, and each goes where the graph says. */
export function checkRetryCap(evidence: Evidence): string[] {
  return runTaskIds(evidence).flatMap((id) => [...attempts(evidence, id), ...escalation(evidence, id)]);
}

function attempts(evidence: Evidence, id: string): string[] {
  const found: string[] = [];
  const served = evidence.calls.filter(({ task_id }) => task_id === id).length;
  const started = eventsOf(evidence, 'model.invocation.started', id);
  const completed = eventsOf(evidence, 'model.invocation.completed', id);
  const announced = eventsOf(evidence, 'retry.scheduled', id);
  const told = evidence.result.telemetry.tasks.find(({ task_id }) => task_id === id);
  const max = declaredTask(evidence, id)?.budget.max_retries ?? 0;
  for (const [what, count] of [
    ['calls', served],
    ['invocations', started.length],
    ['attempts', told?.attempts.length ?? 0],
  ] as const) {
    if (count > max + 1)
      found.push(violation('retry:attempts:capped', `${id} has ${count} ${what}, ${max} retries are declared`));
  }
  for (const [n, { attempt_index }] of started.entries()) {
    if (attempt_index !== n)
      found.push(violation('retry:attempts:visible', `invocation ${n} of ${id} is attempt ${attempt_index}`));
    if (n > 0 && !announced.some((event) => event.attempt_index === n))
      found.push(violation('retry:attempts:visible', `attempt ${n} of ${id} was not announced`));
  }
  if (told !== undefined && (told.attempts.length !== served || completed.length !== served))
    found.push(violation('retry:attempts:visible', `${id} shows ${told.attempts.length} of ${served} attempts`));
  if (told !== undefined && told.retry_count !== announced.length)
    found.push(violation('retry:attempts:visible', `${id} counts ${told.retry_count} of ${announced.length} retries`));
  if (told !== undefined && served > 0 && told.budget.consumed.retries !== announced.length)
    found.push(
      violation('retry:attempts:counted', `${id} paid for ${told.budget.consumed.retries} of ${announced.length}`),
    );
  if (served > announced.length + 1)
    found.push(violation('retry:attempts:counted', `${id} made ${served} calls with ${announced.length} retries`));
  const accepted = completed.find(({ payload }) => payload.outcome === 'accepted');
  if (accepted !== undefined && [...started, ...announced].some(({ seq }) => seq > accepted.seq))
    found.push(violation('retry:accepted:last', `${id} went on after its answer was accepted`));
  return found;
}

function escalation(evidence: Evidence, id: string): string[] {
  const { calls, hinted_model } = evidence;
  const task = declaredTask(evidence, id);
  const steps = typeof task?.on_failure === 'object' ? task.on_failure.escalate.map(({ model }) => model) : [];
  const route = [task?.routing?.model ?? hinted_model, ...steps];
  let place = 0;
  for (const { model_id } of calls.filter(({ task_id }) => task_id === id)) {
    const next = route.indexOf(model_id, place);
    if (next < 0)
      return [violation('retry:escalation:declared', `${id} asked ${model_id}, declared is ${route.join(', ')}`)];
    place = next;
  }
  return [];
}
