import { mapItemId, type NormalTask } from '@kora/contracts';

/**
 * Judges the items that a backend announced for a task: only one with `for_each` may have any, at most as many as it declares, and each
 * must stand up to the judgement of any task.
 * @param judge what is wrong with the end of a task or item, by its id.
 * @returns what is wrong, or null.
 */
export function itemRefusalOf(
  { id, for_each }: NormalTask,
  count: number,
  judge: (itemId: string) => string | null,
): string | null {
  if (for_each === undefined) return `telemetry knows ${count} items of task ${id}, which is not repeated over a list`;
  if (count > for_each.max_items) return `task ${id} has ${count} items and declares at most ${for_each.max_items}`;
  for (let index = 0; index < count; index++) {
    const wrong = judge(mapItemId(id, index));
    if (wrong !== null) return wrong;
  }
  return null;
}
