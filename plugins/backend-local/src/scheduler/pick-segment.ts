import type { CostModel } from './cost-model.ts';
import type { Scheduler } from './scheduler.ts';

/** Less work than this is not worth sharing out. */
const MIN_SHARE_MS = 0.4;
/** From here on a task is dear: what a segment of its own costs is little beside it, and still takes time from a busy processor. */
const DEAR_MS = 2;
/** Longest segment of dear tasks: a person sees their ends when it comes back, and tasks of other runs wait for it. */
const LONG_MS = 64;
/** As long as a worker's share of what is ready is so many segments, a segment more or less at the end does not count. */
const SEGMENTS_LEFT = 3;
/** Most tasks in a segment, whatever they cost. */
const MAX_TASKS = 500;

/**
 * Takes tasks for one segment: first ready ones, at most this worker's share of all that are ready, then tasks that become
 * ready by those, so that a chain does not cost a message per link. An operation whose cost is unknown travels alone, and dear ones
 * too when few are left, so that no worker idles while another has several.
 * @param width workers that share the ready tasks.
 * @param solo tasks that must travel alone.
 * @returns ranks, each after its dependencies; empty when nothing is ready.
 */
export function pickSegment(
  scheduler: Scheduler,
  costs: CostModel,
  width: number,
  solo: ReadonlySet<number>,
): readonly number[] {
  const target = costs.target_ms;
  const costOf = (rank: number): number => costs.ofTask(scheduler.plan.tasks[rank]) ?? target;
  const first = scheduler.takeOperation();
  if (first === undefined) return [];
  const chosen = [first];
  if (solo.has(first)) return chosen;
  let spent = costOf(first);
  const readyCost = spent * (scheduler.readyOperations.size + 1);
  const own = readyCost / width;
  const longest =
    (costs.ofTask(scheduler.plan.tasks[first]) ?? 0) >= DEAR_MS
      ? Math.max(target, Math.min(LONG_MS, own / SEGMENTS_LEFT))
      : target;
  const share = Math.min(longest, Math.max(MIN_SHARE_MS, own));
  for (let next = scheduler.peekOperation(); next !== undefined; next = scheduler.peekOperation()) {
    const cost = costOf(next);
    if (solo.has(next) || spent + cost > share || chosen.length >= MAX_TASKS) break;
    scheduler.takeOperation();
    chosen.push(next);
    spent += cost;
  }
  addUnlocked(scheduler, chosen, target - spent, (rank) => (solo.has(rank) ? target : costOf(rank)));
  return chosen;
}

/** Appends waiting operations whose open dependencies are all in the segment, while there is room. */
function addUnlocked(scheduler: Scheduler, chosen: number[], roomMs: number, costOf: (rank: number) => number): void {
  const left = new Map<number, number>();
  let room = roomMs;
  for (let at = 0; at < chosen.length; at++) {
    for (const dependent of scheduler.plan.dependents[chosen[at] ?? 0] ?? []) {
      const task = scheduler.plan.tasks[dependent];
      if (!scheduler.isWaiting(dependent) || task?.type === 'model' || task?.for_each !== undefined) continue;
      const open = (left.get(dependent) ?? scheduler.openDependencies(dependent)) - 1;
      left.set(dependent, open);
      if (open > 0) continue;
      room -= costOf(dependent);
      if (room < 0 || chosen.length >= MAX_TASKS) return;
      scheduler.takeEarly(dependent);
      chosen.push(dependent);
    }
  }
}
