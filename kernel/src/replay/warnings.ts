import { mapItemOf, type RunEvent, type TelemetryBundle } from '@kora/contracts';
import { isLaterMinor } from './is-later-minor.ts';
import type { Recording } from './recording.ts';

/** How many sentences of one kind are worth reading. */
const MOST = 20;

/**
 * What a reader of a comparison should know: operations of another version, tasks that the clock ended, tasks that competed
 * for the budget of the graph, calls that are not in the recording.
 */
export function warningsOf(
  recorded: TelemetryBundle,
  replayed: TelemetryBundle,
  events: readonly RunEvent[],
  recording: Recording,
): readonly string[] {
  const after = new Map(replayed.tasks.map((task) => [task.task_id, task]));
  const versions = new Set<string>();
  const clocked: string[] = [];
  for (const task of recorded.tasks) {
    const again = after.get(task.task_id);
    const { operation, operation_version: then } = task;
    const now = again?.operation_version ?? null;
    if (operation !== null && now !== null && then !== now) {
      const both = `${operation} was recorded in version ${then ?? '(none)'} and is installed in version ${now}`;
      const promises = then !== null && isLaterMinor(then, now);
      versions.add(
        promises
          ? `${both}, which promises the same results; they were compared.`
          : `${both}; install the recorded version to replay this run.`,
      );
    }
    if (task.status === 'timeout' || again?.status === 'timeout') clocked.push(task.task_id);
  }
  const timed = clocked.map(
    (id) => `Task ${id} was ended by its max_time_ms; whether that happens again depends on the machine.`,
  );
  const breaches = events.filter((event) => event.event_type === 'budget.breached');
  const shared = breaches.some(({ payload }) => payload.scope === 'graph');
  const rationed = breaches.find(
    ({ task_id = '', payload }) => payload.scope === 'task' && mapItemOf(task_id) !== null,
  );
  const { task_id: mapped } = mapItemOf(rationed?.task_id ?? '') ?? {};
  const contested =
    'A budget of the graph ran out; which of the tasks that ran side by side came too late for it depends on the machine.';
  const divided = `The tokens of task ${mapped} did not suffice for all its items; which of them came too late depends on the machine.`;
  const unknown = `${recording.missed} model calls of the replay are not in the recording; they were refused and no model was asked.`;
  const missed = recording.missed === 0 ? [] : [unknown];
  return [
    ...[...versions].slice(0, MOST),
    ...timed.slice(0, MOST),
    ...(shared ? [contested] : []),
    ...(mapped === undefined ? [] : [divided]),
    ...missed,
  ];
}
