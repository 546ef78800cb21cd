import { type Budget, type Json, mapItemId, type NormalTask } from '@kora/contracts';
import { OutputStore } from '../run/output-store.ts';
import { TaskOutput } from '../run/task-output.ts';
import { taskTextOf } from '../run/task-texts.ts';
import type { Plan } from '../scheduler/plan.ts';
import { Scheduler } from '../scheduler/scheduler.ts';
import { type BoundItem, bindArguments, bindMessages, sourcesIn } from './bind-item.ts';
import type { MappedTask } from './mapped-task.ts';

/** The items of a mapped task as tasks of their own, all of them ready. Items have the ranks 0 to n - 1. */
export interface ItemPlan {
  readonly scheduler: Scheduler;
  readonly outputs: OutputStore;
}

function itemTask(task: MappedTask, item: BoundItem, dependencies: readonly string[], budget: Budget): NormalTask {
  const { for_each: _, when: __, ...rest } = task;
  const own = { id: mapItemId(task.id, item.index), dependencies, budget };
  if (rest.type !== 'model') {
    const args = bindArguments(rest.input.arguments, item) as typeof rest.input.arguments;
    return { ...rest, ...own, input: { ...rest.input, arguments: args } };
  }
  return { ...rest, ...own, input: { ...rest.input, messages: bindMessages(rest.input.messages, item) } };
}

/**
 * Lays a mapped task out as a plan of its own, as if the graph had a task for each item: each depends on its item and on what it
 * refers to, so that no item travels with the whole list. Those stand behind the items in the plan, and have ended.
 * @param budget of each item.
 */
export function itemPlanOf(task: MappedTask, list: readonly Json[], outputs: OutputStore, budget: Budget): ItemPlan {
  const sources = [...sourcesIn(task.input)];
  const first = 2 * list.length;
  const shared = sources.map((_, i) => first + i);
  const items = list.map((_, index) => ({ source: `$item[${index}]`, index }));
  const given = [...items.map(({ source }) => source), ...sources];
  const ended = { ...task, dependencies: [] };
  const tasks = [
    ...items.map((item) => itemTask(task, item, [item.source, ...sources], budget)),
    ...given.map((id) => ({ ...ended, id })),
  ];
  const ranks = items.map(({ index }) => index);
  const dependencies: Plan['dependencies'] = tasks.map((_, rank) =>
    rank < list.length ? [list.length + rank, ...shared] : [],
  );
  const dependents: Plan['dependents'] = tasks.map((_, rank) => {
    if (rank < list.length) return [];
    return rank < first ? [rank - list.length] : ranks;
  });
  // What has ended is never sent anywhere, so one text does for all of it.
  const endedText = taskTextOf(ended);
  const texts = tasks.map((each, rank) => (rank < list.length ? taskTextOf(each) : endedText));
  const plan = { tasks, texts, dependencies, dependents };
  const scheduler = new Scheduler(plan);
  const store = new OutputStore(plan, '');
  for (const [i, value] of list.entries()) store.set(given[i] ?? '', TaskOutput.of(value));
  for (const id of sources) {
    const output = outputs.outputOf(id);
    if (output !== undefined) store.set(id, output);
  }
  for (let rank = list.length; rank < tasks.length; rank++) scheduler.end(rank);
  return { scheduler, outputs: store };
}
