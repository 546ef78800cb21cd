import type { Plan } from './plan.ts';
import { RankHeap } from './rank-heap.ts';

type Standing = 'waiting' | 'ready' | 'taken' | 'ended';

/**
 * Decides which tasks may run, by counting what each still waits for. Every edge is looked at once, so a whole run is
 * linear in tasks plus edges, but for the heap that hands out ready tasks by rank: their order must not depend on which
 * worker was faster.
 */
export class Scheduler {
  readonly plan: Plan;
  readonly #open: Int32Array;
  readonly #standing: Standing[];
  readonly #operations = new RankHeap();
  readonly #models = new RankHeap();
  readonly #maps = new RankHeap();
  #ended = 0;

  constructor(plan: Plan) {
    this.plan = plan;
    this.#open = Int32Array.from(plan.dependencies, (ranks) => ranks.length);
    this.#standing = plan.tasks.map(() => 'waiting');
  }

  /** Makes the tasks ready that wait for nothing. @returns their ranks. */
  begin(): readonly number[] {
    const ready = [...this.#open.keys()].filter((rank) => this.#open[rank] === 0);
    for (const rank of ready) this.#enqueue(rank);
    return ready;
  }

  /** True when every task has ended. */
  get done(): boolean {
    return this.#ended === this.plan.tasks.length;
  }

  /** Ready operations that nobody has taken. */
  get readyOperations(): RankHeap {
    return this.#operations;
  }

  hasEnded(rank: number): boolean {
    return this.#standing[rank] === 'ended';
  }

  /** How many dependencies of a task have not ended. */
  openDependencies(rank: number): number {
    return this.#open[rank] ?? 0;
  }

  /** True for a task that is neither ready, nor taken, nor ended. */
  isWaiting(rank: number): boolean {
    return this.#standing[rank] === 'waiting';
  }

  /** The next ready model task, now taken. */
  takeModel(): number | undefined {
    return this.#next(this.#models);
  }

  /** The next ready task that is repeated over a list, now taken. */
  takeMap(): number | undefined {
    return this.#next(this.#maps);
  }

  /** The next ready operation without taking it. */
  peekOperation(): number | undefined {
    for (let rank = this.#operations.peek(); rank !== undefined; rank = this.#operations.peek()) {
      // A task can end while it is in the heap: its dependency failed, or the run was cancelled.
      if (this.#standing[rank] === 'ready') return rank;
      this.#operations.pop();
    }
    return undefined;
  }

  /** The next ready operation, now taken. */
  takeOperation(): number | undefined {
    return this.#next(this.#operations);
  }

  /** Takes a waiting task whose dependencies run before it in the same segment. */
  takeEarly(rank: number): void {
    this.#standing[rank] = 'taken';
  }

  /** A taken task was not run after all: it waits, or is ready, as its dependencies say. */
  giveBack(rank: number): void {
    if (this.#standing[rank] !== 'taken') return;
    this.#standing[rank] = 'waiting';
    if (this.#open[rank] === 0) this.#enqueue(rank);
  }

  /**
   * A task has ended with an output, or with the null of a skipped one.
   * @returns ranks that became ready by it, those taken early included.
   */
  end(rank: number): readonly number[] {
    if (!this.#close(rank)) return [];
    const ready: number[] = [];
    for (const dependent of this.plan.dependents[rank] ?? []) {
      const open = this.openDependencies(dependent) - 1;
      this.#open[dependent] = open;
      if (open > 0 || this.#standing[dependent] === 'ended') continue;
      ready.push(dependent);
      if (this.#standing[dependent] === 'waiting') this.#enqueue(dependent);
    }
    return ready;
  }

  /**
   * A task has ended without an output.
   * @returns ranks of its dependents that have not ended: none of them can run.
   */
  fail(rank: number): readonly number[] {
    if (!this.#close(rank)) return [];
    return (this.plan.dependents[rank] ?? []).filter((dependent) => this.#standing[dependent] !== 'ended');
  }

  #close(rank: number): boolean {
    if (this.#standing[rank] === 'ended') return false;
    this.#standing[rank] = 'ended';
    this.#ended++;
    return true;
  }

  #enqueue(rank: number): void {
    this.#standing[rank] = 'ready';
    const task = this.plan.tasks[rank];
    if (task?.for_each !== undefined) this.#maps.push(rank);
    else if (task?.type === 'model') this.#models.push(rank);
    else this.#operations.push(rank);
  }

  #next(heap: RankHeap): number | undefined {
    for (let rank = heap.pop(); rank !== undefined; rank = heap.pop()) {
      if (this.#standing[rank] !== 'ready') continue;
      this.#standing[rank] = 'taken';
      return rank;
    }
    return undefined;
  }
}
