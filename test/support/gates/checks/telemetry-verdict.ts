import { type Evidence, eventsOf } from '../evidence.ts';
import { violation } from '../requirements.ts';

/** Invariant 7, the end of a run: what it says of itself agrees with what its tasks say. */
export function checkTelemetryVerdict(evidence: Evidence): string[] {
  const { result, cancelled } = evidence;
  const found: string[] = [];
  const wrong = (what: string) => found.push(violation('telemetry:run:verdict', what));
  const { status, stop_reason, failed_task, tasks } = result.telemetry;
  const brokeOff =
    String(result.error?.details.code ?? '').match(/^KORA_(BACKEND_FAILED|RUN_RESULT_REFUSED)$/) !== null;
  const failed = tasks.filter((task) => task.status === 'failed' || task.status === 'timeout');
  if (status !== result.status || stop_reason !== result.stop_reason)
    wrong('the result is not what its telemetry says');
  if (status === 'success') {
    if (tasks.some((task) => task.status !== 'success' && task.status !== 'skipped'))
      wrong('it succeeded with failed tasks');
    if (stop_reason !== null || failed_task !== null || result.error !== null)
      wrong('it succeeded for a reason to stop');
  }
  if (status === 'failed') {
    const culprit = failed.find(({ task_id }) => task_id === failed_task);
    // The time of a run may be over when its last task has just done well.
    const ofRun = eventsOf(evidence, 'budget.breached').some(({ task_id }) => task_id === undefined);
    const late = ofRun && failed.length === 0 && failed_task === null;
    if (failed.length === 0 && !brokeOff && !late) wrong('it failed without a failed task');
    if (stop_reason === null || result.error === null) wrong('it failed and does not say why');
    if (!brokeOff && !late && culprit === undefined) wrong(`it names ${failed_task}, which did not fail`);
    if (culprit !== undefined && culprit.stop_reason !== stop_reason)
      wrong(`it stopped with ${stop_reason}, its task ${culprit.task_id} with ${culprit.stop_reason}`);
    if (!brokeOff && result.error?.error_type !== stop_reason && stop_reason !== 'EXECUTION_FAILURE')
      wrong(`its error is ${result.error?.error_type}, its stop reason ${stop_reason}`);
  }
  const abandoned = tasks.filter((task) => task.status === 'cancelled');
  if ((status === 'cancelled' && !cancelled) || (abandoned.length > 0 && status !== 'cancelled')) {
    found.push(
      violation('telemetry:cancel:complete', `it ended as ${status} with ${abandoned.length} cancelled tasks`),
    );
  }
  if (status === 'cancelled' && (stop_reason !== null || failed_task !== null))
    found.push(violation('telemetry:cancel:complete', `it was cancelled and blames ${failed_task ?? stop_reason}`));
  return found;
}
