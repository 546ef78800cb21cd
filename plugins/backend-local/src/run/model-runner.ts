import {
  type ExecutionContext,
  evaluateGuard,
  type FrozenGraph,
  type Json,
  resolveMessages,
  type ValidationError,
} from '@kora/contracts';
import type { KoraError } from '@kora/plugin-sdk';
import type { BudgetLedger } from '../adapter/budget-ledger.ts';
import type { ModelChooser } from '../adapter/choose-model.ts';
import { modelErrors } from '../adapter/model-errors.ts';
import type { NormalModelTask } from '../adapter/model-task.ts';
import { ReasoningAdapter } from '../adapter/reasoning-adapter.ts';
import type { TokenPot } from '../adapter/token-pot.ts';
import { operationErrors } from '../errors.ts';
import type { Scheduler } from '../scheduler/scheduler.ts';
import type { Engine } from './engine.ts';
import type { Operations } from './library-set.ts';
import { operationBudget } from './operation-budget.ts';
import { stopReasonOf } from './operation-failure.ts';
import type { OutputStore } from './output-store.ts';
import type { RunLog } from './run-log.ts';
import type { TaskEnding } from './task-ending.ts';

/** What a model runner works with. */
export interface ModelRunnerParts {
  readonly frozen: FrozenGraph;
  readonly context: ExecutionContext;
  readonly engine: Engine;
  readonly scheduler: Scheduler;
  readonly outputs: OutputStore;
  readonly operations: Operations;
  readonly log: RunLog;
  /** The books of the run. */
  readonly ledger: BudgetLedger;
  readonly chooser: ModelChooser;
  /** What the items of a mapped task have in common: their tokens, their clock, and how many may be under way. */
  readonly shared?: { readonly pot: TokenPot; readonly began: number; readonly width: number };
  /** Aborted when the run must stop. */
  readonly signal: AbortSignal;
  settle(rank: number, ending: TaskEnding): void;
  /** The error of a task that the run's end stopped; null while the run goes on. */
  runError(taskId: string): KoraError | null;
  /** A task has ended: there may be more to do. */
  onIdle(): void;
}

/** Gives each ready model task to the reasoning adapter, after its guard and references are resolved. */
export class ModelRunner {
  readonly #parts: ModelRunnerParts;
  #running = 0;

  constructor(parts: ModelRunnerParts) {
    this.#parts = parts;
  }

  get busy(): boolean {
    return this.#running > 0;
  }

  /** Starts every ready model task; the slots of their connectors queue them. Items come in turns, so that others get theirs. */
  dispatch(): void {
    const { scheduler, shared } = this.#parts;
    const width = shared?.width ?? Number.POSITIVE_INFINITY;
    while (this.#running < width) {
      const rank = scheduler.takeModel();
      if (rank === undefined) return;
      void this.#run(rank);
    }
  }

  async #run(rank: number): Promise<void> {
    this.#running++;
    const task = this.#taskAt(rank);
    // Never before the caller has put the task's readiness on record.
    await Promise.resolve();
    try {
      const ending = await this.#endingOf(task);
      this.#parts.settle(rank, ending);
    } catch (error) {
      this.#parts.settle(rank, this.#faultOf(task, error));
    }
    this.#running--;
    this.#parts.onIdle();
  }

  /** A fault outside of the adapter, such as messages that are longer together than any text can be, ends the task and not Studio. */
  #faultOf(task: NormalModelTask, cause: unknown): TaskEnding {
    const reason = cause instanceof Error ? cause.message : String(cause);
    this.#parts.engine.log.error('a model task failed outside of the adapter', { task_id: task.id, reason });
    const facts = { task_id: task.id, connector: 'the adapter', model: '', reason, cause: 'KORA_ADAPTER_FAULT' };
    const error = modelErrors.KORA_MODEL_FAILED(facts, cause);
    const budget = operationBudget(task.budget, 0);
    return { kind: 'failed', status: 'failed', stop_reason: stopReasonOf(error), error, execution_ms: 0, budget };
  }

  #endingOf(task: NormalModelTask): TaskEnding | Promise<TaskEnding> {
    const { outputs } = this.#parts;
    const budget = operationBudget(task.budget, 0);
    if (task.when !== undefined && !evaluateGuard(task.when, outputs)) return { kind: 'guarded', budget };
    const messages = resolveMessages(task.input.messages, outputs);
    if (messages._tag === 'Left') {
      const from = `${messages.left.from}${messages.left.pointer}`;
      const error = operationErrors.KORA_TASK_MISSING_VALUE({ task_id: task.id, from });
      return { kind: 'failed', status: 'failed', stop_reason: 'VALIDATION_ERROR', error, execution_ms: 0, budget };
    }
    const { engine, context, frozen, log, signal, runError, ledger, chooser, shared } = this.#parts;
    const { clock } = engine;
    const readyAt = shared?.began ?? clock.monotonic();
    const adapter = new ReasoningAdapter({
      task,
      messages: messages.right,
      graph_hash: frozen.graph_hash,
      account: ledger.open(task.budget, shared?.pot),
      ledger,
      chooser,
      slots: engine.slots,
      answers: engine.answers,
      breakers: engine.breakers,
      bounds: engine.bounds,
      warm: engine.warm,
      recorded: context.recorded,
      run_id: context.run_id,
      backoff: engine.backoff,
      log,
      logger: engine.log,
      content: context.content,
      clock,
      signal,
      elapsedMs: () => clock.monotonic() - readyAt,
      validate: (value) => this.#validate(task, value),
      stopError: () => runError(task.id) ?? timeout(task),
    });
    return adapter.run();
  }

  async #validate(task: NormalModelTask, value: Json): Promise<readonly ValidationError[]> {
    const { engine, operations, signal } = this.#parts;
    const request = { kind: 'output', schema: JSON.stringify(task.schema), json: JSON.stringify(value) } as const;
    const found = await engine.pool.check([request], operations.set, signal);
    return found.map(({ path, keyword, message }) => ({ path, keyword, message }));
  }

  #taskAt(rank: number): NormalModelTask {
    const task = this.#parts.scheduler.plan.tasks[rank];
    if (task?.type !== 'model') throw new Error(`rank ${rank} is no model task`);
    return task;
  }
}

function timeout(task: NormalModelTask): KoraError {
  return operationErrors.KORA_TASK_TIMEOUT({ task_id: task.id, max_time_ms: task.budget.max_time_ms });
}
