import type { NormalTask, ValidationError } from '@kora/contracts';
import { isKoraError, type KoraError } from '@kora/plugin-sdk';
import { operationErrors, poolErrors } from '../errors.ts';
import type { Segment, SegmentProgress, SegmentReport, TaskReport } from '../pool/segment.ts';
import { pickSegment } from '../scheduler/pick-segment.ts';
import type { Scheduler } from '../scheduler/scheduler.ts';
import { contentFreeErrors } from './content-free-errors.ts';
import { encodeSegment, type SegmentSettings } from './encode-segment.ts';
import type { Engine } from './engine.ts';
import type { Operations } from './library-set.ts';
import { operationBudget } from './operation-budget.ts';
import { operationError, stopReasonOf } from './operation-failure.ts';
import type { OutputStore } from './output-store.ts';
import type { RunLog } from './run-log.ts';
import type { TaskEnding } from './task-ending.ts';
import { TaskOutput } from './task-output.ts';

/** A task that is an operation, in a plan. */
export type OperationTask = Exclude<NormalTask, { readonly type: 'model' }>;
type Ran = Extract<TaskReport, { status: 'success' | 'failed' }>;

/** A segment that takes longer than it was thought to, by this much and at least this long, gives back what it has not begun. */
const CUT_FACTOR = 1.5;
const CUT_AFTER_MS = 20;

/** What an operation runner works with. */
export interface OperationRunnerParts {
  readonly engine: Engine;
  readonly scheduler: Scheduler;
  readonly outputs: OutputStore;
  readonly operations: Operations;
  readonly log: RunLog;
  /** A task runs, with what its references stand for. */
  keepInput(task: OperationTask): void;
  /** Aborted when the run must stop. */
  readonly signal: AbortSignal;
  /** A task has ended, at this time since the epoch. */
  settle(rank: number, ending: TaskEnding, at: number): void;
  /** A segment has come back: there may be more to do. */
  onIdle(): void;
}

/** Sends ready operations to the pool in segments, and turns the reports into events and endings. */
export class OperationRunner {
  readonly #parts: OperationRunnerParts;
  /** Tasks that were in a worker or process when it died. */
  readonly #suspects = new Set<number>();
  /** Tasks whose start is on record already, because they took long. */
  readonly #shown = new Set<number>();
  #inFlight = 0;

  constructor(parts: OperationRunnerParts) {
    this.#parts = parts;
  }

  get busy(): boolean {
    return this.#inFlight > 0;
  }

  /** Sends as many segments as there is room for: one more than there are workers, so that none waits for a message. */
  dispatch(): void {
    const { engine, scheduler } = this.#parts;
    while (this.#inFlight <= engine.pool.width) {
      const ranks = pickSegment(scheduler, engine.costs, engine.pool.width, this.#suspects);
      if (ranks.length === 0) return;
      this.#inFlight++;
      void this.#run(ranks);
    }
  }

  async #run(ranks: readonly number[]): Promise<void> {
    const { engine, scheduler, operations, signal } = this.#parts;
    const { max_output_length } = engine;
    const expected_ms = ranks.reduce((sum, rank) => sum + (engine.costs.ofTask(scheduler.plan.tasks[rank]) ?? 0), 0);
    const cut_after_ms = Math.max(CUT_AFTER_MS, expected_ms * CUT_FACTOR);
    const settings = { libraries: operations.set.key, max_output_length, cut_after_ms };
    const quarantined = this.#suspects.has(ranks[0] ?? -1);
    const onProgress = (progress: SegmentProgress) => this.#show(ranks[0] ?? 0, progress);
    try {
      const segment = this.#encode(ranks, settings, quarantined);
      // In a turn of its own, or each refusal would call for the next from within.
      if (segment === null) {
        await Promise.resolve();
        return;
      }
      const sent = engine.clock.monotonic();
      const report = await engine.pool.run(segment, operations.set, { signal, onProgress });
      // With more segments under way than workers, the difference would be waiting, not sending.
      if (this.#inFlight <= engine.pool.width)
        engine.costs.observeSending(engine.clock.monotonic() - sent - report.elapsed_ms);
      this.#apply(ranks, report);
    } catch (error) {
      this.#giveUp(ranks, error);
    } finally {
      this.#inFlight--;
      this.#parts.onIdle();
    }
  }

  /** @returns null when what the tasks need is longer than any text can be: together they try again alone, and alone it is the end. */
  #encode(ranks: readonly number[], settings: SegmentSettings, quarantined: boolean): Segment | null {
    const { scheduler, outputs } = this.#parts;
    try {
      return encodeSegment(scheduler.plan, ranks, outputs, settings, quarantined);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      for (const rank of ranks) {
        if (ranks.length > 1) {
          this.#suspects.add(rank);
          scheduler.giveBack(rank);
          continue;
        }
        const { id, budget } = this.#taskAt(rank);
        const ending = failure(operationErrors.KORA_TASK_INPUT_TOO_LARGE({ task_id: id }));
        this.#parts.settle(rank, { ...ending, execution_ms: 0, budget: operationBudget(budget, 0) }, this.#now());
      }
      return null;
    }
  }

  #apply(ranks: readonly number[], report: SegmentReport): void {
    const began = this.#now() - report.elapsed_ms;
    for (const [index, rank] of ranks.entries()) {
      const task = report.tasks[index] ?? { status: 'unrun' };
      if (this.#parts.scheduler.hasEnded(rank)) continue;
      switch (task.status) {
        case 'suspect':
          this.#suspects.add(rank);
          this.#parts.scheduler.giveBack(rank);
          break;
        case 'unrun':
          this.#parts.scheduler.giveBack(rank);
          break;
        case 'skipped': {
          const { budget } = this.#taskAt(rank);
          this.#parts.settle(rank, { kind: 'guarded', budget: operationBudget(budget, 0) }, began + task.end_ms);
          break;
        }
        default:
          this.#applyRan(rank, task, began);
      }
    }
  }

  #applyRan(rank: number, report: Ran, began: number): void {
    const { engine, log, keepInput, settle } = this.#parts;
    const task = this.#taskAt(rank);
    const at = began + report.end_ms;
    const ranMs = report.end_ms - report.start_ms;
    const execution_ms = Math.max(0, ranMs - report.validation_ms);
    const budget = operationBudget(task.budget, ranMs);
    // A value that fails its check on the way in has no input hash: such a task never started.
    if (report.input_hash !== null) {
      this.#started(rank, report.input_hash, began + report.start_ms);
      keepInput(task);
      engine.costs.observe(task.input.operation, ranMs);
    }
    const validated = (validation_status: 'pass' | 'fail', validation_errors: readonly ValidationError[]) => {
      const shown = contentFreeErrors(validation_errors, task.schema ?? {});
      const payload = { validation_status, validation_errors: shown, duration_ms: report.validation_ms };
      log.write('task.validated', payload, { task_id: task.id, at });
    };
    if (report.status === 'failed') {
      if (report.kind === 'schema_violation') validated('fail', report.errors);
      settle(rank, { ...failure(operationError(task, report)), execution_ms, budget }, at);
      return;
    }
    validated('pass', []);
    const { output_json, output_hash, output_bytes } = report;
    const output = output_json === undefined ? TaskOutput.of(report.output) : TaskOutput.written(output_json);
    settle(rank, { kind: 'success', output, output_hash, output_bytes, execution_ms, budget }, at);
  }

  /** The pool itself failed: nothing can run these tasks. */
  #giveUp(ranks: readonly number[], error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    const known = isKoraError(error) ? error : poolErrors.KORA_POOL_FAILED({ reason }, error);
    this.#parts.engine.log.error('the pool for operations failed', { reason });
    for (const rank of ranks) {
      const budget = operationBudget(this.#taskAt(rank).budget, 0);
      this.#parts.settle(rank, { ...failure(known), execution_ms: 0, budget }, this.#now());
    }
  }

  #show(rank: number, { input_hash, running_ms }: SegmentProgress): void {
    if (!this.#parts.scheduler.hasEnded(rank)) this.#started(rank, input_hash, this.#now() - running_ms);
  }

  #started(rank: number, input_hash: string, at: number): void {
    if (this.#shown.has(rank)) return;
    this.#shown.add(rank);
    const task = this.#taskAt(rank);
    const { operation } = task.input;
    const stage = task.type === 'aggregation' ? 'AGGREGATION' : 'DETERMINISTIC_EXECUTION';
    const version = this.#parts.operations.byName.get(operation)?.version;
    this.#parts.log.write(
      'task.started',
      { stage, input_hash, operation, ...(version === undefined ? {} : { operation_version: version }) },
      { task_id: task.id, at },
    );
  }

  #taskAt(rank: number): OperationTask {
    const task = this.#parts.scheduler.plan.tasks[rank];
    if (task === undefined || task.type === 'model') throw new Error(`rank ${rank} is no operation`);
    return task;
  }

  #now(): number {
    return this.#parts.engine.clock.now().getTime();
  }
}

function failure(error: KoraError) {
  const stop_reason = stopReasonOf(error);
  const status = stop_reason === 'TIMEOUT' ? ('timeout' as const) : ('failed' as const);
  return { kind: 'failed' as const, status, stop_reason, error };
}
