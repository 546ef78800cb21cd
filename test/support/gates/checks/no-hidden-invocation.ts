import { type Evidence, eventsOf } from '../evidence.ts';
import { violation } from '../requirements.ts';

/** Invariant 5: the connectors' own books against the run log, call by call. */
export function checkNoHiddenInvocation(evidence: Evidence): string[] {
  const { calls, result } = evidence;
  const found: string[] = [];
  const started = eventsOf(evidence, 'model.invocation.started');
  const ids = new Set([...calls.map(({ task_id }) => task_id), ...started.map(({ task_id = '' }) => task_id)]);
  for (const id of ids) {
    const served = calls.filter(({ task_id }) => task_id === id);
    const logged = started.filter(({ task_id }) => task_id === id);
    if (served.length !== logged.length)
      found.push(
        violation('invocation:served:equals-logged', `${id}: ${served.length} served, ${logged.length} logged`),
      );
    for (const [n, { payload, attempt_index }] of logged.entries()) {
      const call = served[n];
      if (
        call !== undefined &&
        (call.max_tokens !== payload.tokens_reserved || call.model_id !== payload.model.model_id)
      )
        found.push(violation('invocation:served:equals-logged', `call ${n} of ${id} is not the one that was logged`));
      const ends = eventsOf(evidence, 'model.invocation.completed', id).filter(
        (event) => event.attempt_index === attempt_index,
      );
      if (ends.length !== 1)
        found.push(
          violation('invocation:completed:paired', `attempt ${attempt_index} of ${id} has ${ends.length} ends`),
        );
    }
  }
  for (const { task_id, nth, started_on_disk, finish } of calls) {
    if (started_on_disk <= nth)
      found.push(
        violation('invocation:log:precedes-call', `call ${nth} of ${task_id} came before its event was on disk`),
      );
    if (finish === 'open') found.push(violation('invocation:open:none-at-end', `a call of ${task_id} is still open`));
  }
  const counted = result.telemetry.summary.model_invocation_count;
  if (counted !== calls.length)
    found.push(violation('invocation:summary:counts', `${counted} counted, ${calls.length} served`));
  return found;
}

/** The same when the log cannot be written: then no call may be made at all. */
export function checkNoLogNoCall(evidence: Evidence): string[] {
  const logged = eventsOf(evidence, 'model.invocation.started').length;
  const served = evidence.calls.length;
  return served > logged ? [violation('invocation:log:no-log-no-call', `${served} served, ${logged} logged`)] : [];
}
