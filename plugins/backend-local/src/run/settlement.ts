import type { ExecutionContext, NormalTask, StopReason } from '@kora/contracts';
import type { KoraError } from '@kora/plugin-sdk';
import { operationErrors } from '../errors.ts';
import type { Scheduler } from '../scheduler/scheduler.ts';
import { operationBudget } from './operation-budget.ts';
import type { OutputStore } from './output-store.ts';
import type { RunLog } from './run-log.ts';
import type { TaskEnding } from './task-ending.ts';
import { TaskOutput } from './task-output.ts';

/** The failure that decides how a run ends. */
export interface Failure {
  /** Null when every task did well, and the run as a whole did not. */
  readonly task_id: string | null;
  readonly stop_reason: StopReason;
  readonly error: KoraError;
}

/** What settling needs. */
export interface SettlementParts {
  readonly scheduler: Scheduler;
  readonly outputs: OutputStore;
  readonly log: RunLog;
  readonly content: ExecutionContext['content'];
}

type Failed = Extract<TaskEnding, { kind: 'failed' }>;

/** Puts the ends of tasks on record, and passes each on to those who wait for it. Every task ends exactly once. */
export class Settlement {
  readonly #parts: SettlementParts;
  #failure: (Failure & { readonly rank: number }) | null = null;

  constructor(parts: SettlementParts) {
    this.#parts = parts;
  }

  /** Of the failures that no other one caused, that of the first task in the graph's order: which one came first in time is chance. */
  get failure(): Failure | null {
    return this.#failure;
  }

  /** Announces tasks that have nothing left to wait for. */
  announceReady(ranks: readonly number[], at: number): void {
    const { scheduler, log } = this.#parts;
    for (const rank of ranks) log.write('task.ready', {}, { task_id: scheduler.plan.tasks[rank]?.id ?? '', at });
  }

  /** A task has ended. A failed one takes its dependents with it, unless the graph declares that it may be skipped. */
  settle(rank: number, ending: TaskEnding, at: number): void {
    const open: { readonly rank: number; readonly ending: TaskEnding }[] = [{ rank, ending }];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const task = this.#parts.scheduler.plan.tasks[next.rank];
      if (task === undefined || this.#parts.scheduler.hasEnded(next.rank)) continue;
      const skipped = next.ending.kind === 'failed' && task.on_failure === 'skip';
      if (skipped) this.#recordSkip(task.id, next.ending as Failed, at);
      else this.#record(next.rank, task.id, next.ending, at);
      if (next.ending.kind === 'failed' && !skipped) {
        for (const dependent of this.#parts.scheduler.fail(next.rank).toReversed()) {
          open.push({ rank: dependent, ending: this.#dependencyEnding(dependent, task.id) });
        }
      } else this.announceReady(this.#parts.scheduler.end(next.rank), at);
      this.#parts.outputs.release(next.rank);
    }
  }

  /** The run is over for every task that has not ended: each ends as `endingOf` says, without touching the others. */
  endAll(endingOf: (task: NormalTask) => TaskEnding, at: number): void {
    const { scheduler } = this.#parts;
    for (const [rank, task] of scheduler.plan.tasks.entries()) {
      if (scheduler.hasEnded(rank)) continue;
      scheduler.fail(rank);
      this.#record(rank, task.id, endingOf(task), at);
    }
  }

  #record(rank: number, task_id: string, ending: TaskEnding, at: number): void {
    const { log, outputs, content } = this.#parts;
    const place = { task_id, at };
    switch (ending.kind) {
      case 'success': {
        const { output, output_hash, output_bytes, execution_ms, budget } = ending;
        outputs.set(task_id, output, output_hash);
        output.keep(content, task_id);
        log.write('task.completed', { output_hash, output_bytes, execution_ms, budget }, place);
        break;
      }
      case 'guarded':
        outputs.set(task_id, TaskOutput.of(null));
        log.write('task.skipped', { reason: 'guard', budget: ending.budget }, place);
        break;
      case 'cancelled':
        log.write('task.cancelled', { budget: ending.budget }, place);
        break;
      case 'failed': {
        const { status, stop_reason, error, execution_ms, budget } = ending;
        log.write('task.failed', { status, stop_reason, error_code: error.code, execution_ms, budget }, place);
        if (stop_reason === 'DEPENDENCY_FAILURE') break;
        if (this.#failure === null || rank < this.#failure.rank) this.#failure = { rank, task_id, stop_reason, error };
      }
    }
  }

  #recordSkip(task_id: string, { stop_reason, error, budget }: Failed, at: number): void {
    this.#parts.outputs.set(task_id, TaskOutput.of(null));
    const payload = { reason: 'on_failure', stop_reason, error_code: error.code, budget } as const;
    this.#parts.log.write('task.skipped', payload, { task_id, at });
  }

  #dependencyEnding(rank: number, dependency: string): TaskEnding {
    const task = this.#parts.scheduler.plan.tasks[rank];
    if (task === undefined) throw new Error(`there is no rank ${rank}`);
    const error = operationErrors.KORA_DEPENDENCY_FAILED({ task_id: task.id, dependency });
    const budget = operationBudget(task.budget, 0);
    return { kind: 'failed', status: 'failed', stop_reason: 'DEPENDENCY_FAILURE', error, execution_ms: 0, budget };
  }
}
