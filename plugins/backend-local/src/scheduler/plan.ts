import type { FrozenGraph, NormalTask } from '@kora/contracts';
import { type TaskText, taskTextOf } from '../run/task-texts.ts';

/** A graph's structure by rank, which is a task's place in the frozen order. */
export interface Plan {
  /** Tasks by rank. */
  readonly tasks: readonly NormalTask[];
  /** What they hold, as text. */
  readonly texts: readonly TaskText[];
  /** Ranks of the tasks that each task waits for. */
  readonly dependencies: readonly (readonly number[])[];
  /** Ranks of the tasks that wait for each task, ascending. */
  readonly dependents: readonly (readonly number[])[];
}

/**
 * Lays a graph out by rank, in time linear in its tasks and edges.
 * @param texts of its tasks, by their place in the graph.
 */
export function planOf({ graph, order }: FrozenGraph, texts: readonly TaskText[] = graph.tasks.map(taskTextOf)): Plan {
  const ranks = new Map(order.map((id, rank) => [id, rank]));
  const tasks = new Array<NormalTask>(order.length);
  const textByRank = new Array<TaskText>(order.length);
  for (const [index, task] of graph.tasks.entries()) {
    const rank = ranks.get(task.id) ?? 0;
    tasks[rank] = task;
    textByRank[rank] = texts[index] ?? taskTextOf(task);
  }
  const dependents: number[][] = tasks.map(() => []);
  const dependencies = tasks.map((task, rank) => {
    const waitsFor = task.dependencies.map((id) => ranks.get(id) ?? 0);
    for (const dependency of waitsFor) dependents[dependency]?.push(rank);
    return waitsFor;
  });
  return { tasks, texts: textByRank, dependencies, dependents };
}
