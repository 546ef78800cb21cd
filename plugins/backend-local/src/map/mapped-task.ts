import type { ForEach, NormalTask } from '@kora/contracts';

/** A task that is repeated over a list. */
export type MappedTask = NormalTask & { readonly for_each: ForEach };

export function isMapped(task: NormalTask | undefined): task is MappedTask {
  return task?.for_each !== undefined;
}
