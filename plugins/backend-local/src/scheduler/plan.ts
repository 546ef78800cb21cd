import type { FrozenGraph, NormalTask } from '@kora/contracts';

/** A graph's structure by rank, which is a task's place in the frozen order. */
export interface Plan {
  /** Tasks by rank. */
  readonly tasks: readonly NormalTask[];
  /** Ranks of the tasks that each task waits for. */
  readonly dependencies: readonly (readonly number[])[];
  /** Ranks of the tasks that wait for each task, ascending. */
  readonly dependents: readonly (readonly number[])[];
}

/** Lays a graph out by rank, in time linear in its tasks and edges. */
export function planOf({ graph, order }: FrozenGraph): Plan {
  const ranks = new Map(order.map((id, rank) => [id, rank]));
  const tasks = new Array<NormalTask>(order.length);
  for (const task of graph.tasks) tasks[ranks.get(task.id) ?? 0] = task;
  const dependents: number[][] = tasks.map(() => []);
  const dependencies = tasks.map((task, rank) => {
    const waitsFor = task.dependencies.map((id) => ranks.get(id) ?? 0);
    for (const dependency of waitsFor) dependents[dependency]?.push(rank);
    return waitsFor;
  });
  return { tasks, dependencies, dependents };
}
