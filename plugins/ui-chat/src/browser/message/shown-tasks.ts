import type { TaskTelemetry } from '@kora/contracts';
import { taskTroubles } from './run-facts.ts';

/** Items of a repeated task, in the order of its list, behind the task itself. */
function withItems(tasks: readonly TaskTelemetry[]): readonly TaskTelemetry[] {
  const ownerOf = ({ task_id }: TaskTelemetry) => /^(.*)\[\d+\]$/.exec(task_id)?.[1];
  const items = Map.groupBy(tasks, ownerOf);
  return (items.get(undefined) ?? []).flatMap((task) => [task, ...(items.get(task.task_id) ?? [])]);
}

/**
 * At most so many tasks of a run, items behind the task that they are of. Of a longer list those that have something to tell stay, rather
 * than those that do not.
 */
export function shownTasks(tasks: readonly TaskTelemetry[], most: number): readonly TaskTelemetry[] {
  const all = withItems(tasks);
  if (all.length <= most) return all;
  const isTroubled = (task: TaskTelemetry) => taskTroubles(task).length > 0;
  const first = [...all.filter(isTroubled), ...all.filter((task) => !isTroubled(task))].slice(0, most);
  const shown = new Set(first);
  return all.filter((task) => shown.has(task));
}
