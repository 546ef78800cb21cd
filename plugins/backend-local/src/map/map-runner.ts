import { type BudgetState, evaluateGuard } from '@kora/contracts';
import { operationBudget } from '../run/operation-budget.ts';
import { stopReasonOf } from '../run/operation-failure.ts';
import type { TaskEnding } from '../run/task-ending.ts';
import { isNoList, listOf } from './list-of.ts';
import { type MapParts, MapRun } from './map-run.ts';
import { isMapped } from './mapped-task.ts';

/** Runs the tasks of a graph that are repeated over a list, each as a {@link MapRun}. */
export class MapRunner {
  readonly #parts: MapParts;
  readonly #runs = new Set<MapRun>();

  constructor(parts: MapParts) {
    this.#parts = parts;
  }

  get busy(): boolean {
    for (const run of this.#runs) if (run.busy) return true;
    return false;
  }

  /** Begins every mapped task that is ready, and sends out items of all that have begun. */
  dispatch(): void {
    const { scheduler } = this.#parts;
    for (const run of this.#runs) {
      run.dispatch();
      if (run.over) this.#runs.delete(run);
    }
    for (let rank = scheduler.takeMap(); rank !== undefined; rank = scheduler.takeMap()) this.#begin(rank);
  }

  /** The run is over for every mapped task that has begun; see {@link MapRun.stop}. */
  stop(endingOf: (task_id: string, budget: BudgetState) => TaskEnding, at: number): void {
    for (const run of this.#runs) run.stop(endingOf, at);
    this.#runs.clear();
  }

  #begin(rank: number): void {
    const { scheduler, outputs, settle, engine } = this.#parts;
    const task = scheduler.plan.tasks[rank];
    if (!isMapped(task)) throw new Error(`rank ${rank} is not repeated over a list`);
    const at = engine.clock.now().getTime();
    const budget = operationBudget(task.budget, 0);
    if (task.when !== undefined && !evaluateGuard(task.when, outputs)) {
      settle(rank, { kind: 'guarded', budget }, at);
      return;
    }
    const list = listOf(task, outputs);
    if (isNoList(list)) {
      const stop_reason = stopReasonOf(list);
      settle(rank, { kind: 'failed', status: 'failed', stop_reason, error: list, execution_ms: 0, budget }, at);
      return;
    }
    const run = new MapRun(this.#parts, rank, task, list);
    if (list.length === 0) {
      run.finishIfEmpty();
      return;
    }
    this.#runs.add(run);
    run.dispatch();
  }
}
