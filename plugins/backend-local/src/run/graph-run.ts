import type { BackendEvent, BudgetState, ExecutionContext, FrozenGraph, StopReason } from '@kora/contracts';
import type { KoraError } from '@kora/plugin-sdk';
import { BudgetLedger } from '../adapter/budget-ledger.ts';
import { ModelChooser } from '../adapter/choose-model.ts';
import { operationErrors } from '../errors.ts';
import { MapRunner } from '../map/map-runner.ts';
import type { Plan } from '../scheduler/plan.ts';
import { Scheduler } from '../scheduler/scheduler.ts';
import type { Engine } from './engine.ts';
import { EventChannel } from './event-channel.ts';
import type { Operations } from './library-set.ts';
import { ModelRunner } from './model-runner.ts';
import { operationBudget } from './operation-budget.ts';
import { OperationRunner } from './operation-runner.ts';
import { OutputStore } from './output-store.ts';
import { RunLog } from './run-log.ts';
import { type Failure, Settlement } from './settlement.ts';
import type { TaskEnding } from './task-ending.ts';

/** Why a run stops before its tasks have all ended. */
type StopCause = 'cancelled' | 'time';

/** One run of one frozen graph: what is ready goes out, what comes back is settled, until every task has ended. */
export class GraphRun {
  readonly #frozen: FrozenGraph;
  readonly #context: ExecutionContext;
  readonly #engine: Engine;
  readonly #channel = new EventChannel(() => this.#abandon());
  readonly #log: RunLog;
  readonly #scheduler: Scheduler;
  readonly #outputs: OutputStore;
  readonly #settlement: Settlement;
  readonly #operations: OperationRunner;
  readonly #models: ModelRunner;
  readonly #maps: MapRunner;
  readonly #stop = new AbortController();
  readonly #over = Promise.withResolvers<void>();
  readonly #began: number;
  #timer: NodeJS.Timeout | undefined;
  #cause: StopCause | null = null;
  #ended = false;

  constructor(frozen: FrozenGraph, plan: Plan, context: ExecutionContext, engine: Engine, operations: Operations) {
    this.#frozen = frozen;
    this.#context = context;
    this.#engine = engine;
    this.#began = engine.clock.monotonic();
    const log = new RunLog(this.#channel, context.run_id, frozen.graph.graph_id);
    const scheduler = new Scheduler(plan);
    const outputs = new OutputStore(plan, frozen.graph.root);
    const { content } = context;
    const { signal } = this.#stop;
    this.#log = log;
    this.#scheduler = scheduler;
    this.#outputs = outputs;
    this.#settlement = new Settlement({ scheduler, outputs, log, content });
    const onIdle = () => this.#advance();
    const shared = { engine, scheduler, outputs, operations, log, signal, onIdle };
    this.#operations = new OperationRunner({
      ...shared,
      keepInput: ({ id }) => content.declaredInput(id),
      settle: (rank, ending, at) => this.#settlement.settle(rank, ending, at),
    });
    const modelParts = {
      ...shared,
      frozen,
      context,
      ledger: new BudgetLedger(frozen.graph.budget ?? {}),
      chooser: new ModelChooser(context.connectors, context.hints, signal),
      runError: (taskId: string) => (this.#cause === null ? null : this.#stopError(taskId)),
    };
    this.#models = new ModelRunner({ ...modelParts, settle: (rank, ending) => this.#settleModel(rank, ending) });
    this.#maps = new MapRunner({
      ...modelParts,
      settle: (rank, ending, at) => this.#settlement.settle(rank, ending, at),
      stopped: (taskId, ending) => this.#asStopped(taskId, ending),
    });
  }

  /** Starts the run. The stream ends with the outcome; a reader that stops earlier cancels the run. */
  start(): AsyncIterable<BackendEvent> {
    const at = this.#now();
    for (const task of this.#frozen.graph.tasks) {
      const name = task.name === undefined ? {} : { task_name: task.name };
      const payload = { task_type: task.type, budget: operationBudget(task.budget, 0), ...name };
      this.#log.write('task.created', payload, { task_id: task.id, at });
    }
    const limit = this.#frozen.graph.budget?.max_total_time_ms;
    if (limit !== undefined) this.#timer = setTimeout(() => this.#stopFor('time'), limit);
    const { signal } = this.#context;
    signal.addEventListener('abort', this.#onCancel, { once: true });
    if (signal.aborted) this.#onCancel();
    else {
      this.#settlement.announceReady(this.#scheduler.begin(), at);
      this.#advance();
    }
    return this.#channel;
  }

  readonly #onCancel = () => this.#stopFor('cancelled');

  /** A timer is late when the process was busy; the clock is not. */
  #isOutOfTime(): boolean {
    const limit = this.#frozen.graph.budget?.max_total_time_ms;
    return limit !== undefined && this.#engine.clock.monotonic() - this.#began > limit;
  }

  /** Sends out what is ready; when nothing is left to wait for, ends the run. */
  #advance(): void {
    if (this.#ended) return;
    if (this.#cause === null) {
      if (this.#isOutOfTime()) {
        this.#stopFor('time');
        return;
      }
      // First, because a map that ends at once makes others ready.
      this.#maps.dispatch();
      this.#models.dispatch();
      this.#operations.dispatch();
    }
    if (this.#operations.busy || this.#models.busy || this.#maps.busy) return;
    if (this.#cause !== null) {
      const at = this.#now();
      this.#maps.stop((taskId, budget) => this.#stoppedEnding(taskId, budget), at);
      this.#settlement.endAll(({ id, budget }) => this.#stoppedEnding(id, operationBudget(budget, 0)), at);
    }
    if (this.#scheduler.done) this.#finish();
  }

  /** Stops everything that runs. What is confirmed to have stopped is settled in `#advance`. */
  #stopFor(cause: StopCause): void {
    if (this.#cause !== null || this.#ended) return;
    this.#cause = cause;
    if (cause === 'time') {
      const declared = this.#frozen.graph.budget?.max_total_time_ms ?? 0;
      const stage = this.#models.busy ? 'MODEL_INVOCATION' : 'DETERMINISTIC_EXECUTION';
      const payload = { kind: 'time', scope: 'graph', stage, declared, consumed: declared, remaining: 0 } as const;
      this.#log.write('budget.breached', payload, { at: this.#now() });
    }
    this.#stop.abort(new Error(cause === 'time' ? 'the time of the run is up' : 'the run was cancelled'));
    this.#advance();
  }

  #settleModel(rank: number, ending: TaskEnding): void {
    const task_id = this.#scheduler.plan.tasks[rank]?.id ?? '';
    this.#settlement.settle(rank, this.#asStopped(task_id, ending), this.#now());
  }

  /** What the run's own end stopped ends with the run, in one way for all; an answer that made it still counts. */
  #asStopped(task_id: string, ending: TaskEnding): TaskEnding {
    if (this.#cause === null || ending.kind !== 'failed') return ending;
    if (this.#cause === 'cancelled') return { kind: 'cancelled', budget: ending.budget };
    return { ...ending, status: 'failed', stop_reason: 'BUDGET_BREACH', error: this.#stopError(task_id) };
  }

  /** The end of a task that had not ended when the run was stopped. */
  #stoppedEnding(task_id: string, budget: BudgetState): TaskEnding {
    if (this.#cause === 'cancelled') return { kind: 'cancelled', budget };
    const error = this.#stopError(task_id);
    return { kind: 'failed', status: 'failed', stop_reason: 'BUDGET_BREACH', error, execution_ms: 0, budget };
  }

  #stopError(task_id: string): KoraError {
    const declared = this.#frozen.graph.budget?.max_total_time_ms ?? 0;
    return this.#cause === 'time'
      ? operationErrors.KORA_RUN_TIME_EXHAUSTED({ task_id, declared })
      : operationErrors.KORA_TASK_INTERRUPTED({ task_id });
  }

  /** A run that was over its time when its last task ended has failed, even if every task did well. */
  #lateness(): Failure | null {
    if (this.#cause !== 'time') return null;
    return { task_id: null, stop_reason: 'BUDGET_BREACH', error: this.#stopError(this.#frozen.graph.root) };
  }

  #finish(): void {
    this.#ended = true;
    clearTimeout(this.#timer);
    this.#context.signal.removeEventListener('abort', this.#onCancel);
    const failure = this.#settlement.failure ?? this.#lateness();
    const root = this.#outputs.get(this.#frozen.graph.root);
    const cancelled = this.#cause === 'cancelled';
    const stop_reason: StopReason | null = cancelled ? null : (failure?.stop_reason ?? null);
    const payload = {
      status: cancelled ? 'cancelled' : failure === null ? 'success' : 'failed',
      stop_reason,
      failed_task: cancelled ? null : (failure?.task_id ?? null),
      output_hash: this.#outputs.rootHash(),
      graph_hash: this.#frozen.graph_hash,
      duration_ms: this.#engine.clock.monotonic() - this.#began,
    } as const;
    const error = cancelled || failure === null ? null : failure.error.toBody();
    this.#log.finish(payload, { final_output: root ?? null, error }, this.#now());
    this.#over.resolve();
  }

  /** The reader is gone: nothing may go on running for nobody. */
  #abandon(): Promise<void> {
    if (!this.#ended) this.#stopFor('cancelled');
    return this.#over.promise;
  }

  #now(): number {
    return this.#engine.clock.now().getTime();
  }
}
