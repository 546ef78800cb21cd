import { type Draft, freeze, operation } from '../support/run-graph.ts';

/** A graph of the version that knows `for_each`; its root is the last task. */
export const graphOf = (tasks: readonly Draft[], more: Draft = {}) => freeze(tasks, { kora_version: '1.1.0', ...more });

/** A task that gives a list, or something else. */
export const list = (value: unknown) => operation('list', 'data.echo', { value });

/** What makes a task one that is repeated over {@link list}. */
export const overList = (more: Draft = {}) => ({
  dependencies: ['list'],
  for_each: { $from: 'list', max_items: 100 },
  ...more,
});

/** An operation that is repeated over {@link list}. */
export const each = (name: string, args: Draft, more: Draft = {}) => operation('each', name, args, overList(more));
