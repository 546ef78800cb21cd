import { type BudgetState, declaredInput, hashJson, type Json, mapItemId } from '@kora/contracts';
import { operationErrors } from '../errors.ts';
import { ModelRunner, type ModelRunnerParts } from '../run/model-runner.ts';
import { OperationRunner, type OperationTask } from '../run/operation-runner.ts';
import type { TaskEnding } from '../run/task-ending.ts';
import { TaskOutput } from '../run/task-output.ts';
import { type ItemPlan, itemPlanOf } from './item-plan.ts';
import { ItemResults } from './item-results.ts';
import { MapAccount } from './map-account.ts';
import type { MappedTask } from './mapped-task.ts';
import { recordItemEnd } from './record-item-end.ts';

/** What all maps of a run work with: what a model runner does, but for its own plan and what follows from that. */
export interface MapParts extends Omit<ModelRunnerParts, 'settle' | 'shared'> {
  /** A mapped task has ended, at this time since the epoch. */
  settle(rank: number, ending: TaskEnding, at: number): void;
  /** An item has ended while the run is being stopped: how it counts. Anything else is returned as it is. */
  stopped(task_id: string, ending: TaskEnding): TaskEnding;
}

/** One mapped task whose list is known: its items run like any tasks, and when all have ended it ends itself. */
export class MapRun {
  readonly #parts: MapParts;
  readonly #rank: number;
  readonly #task: MappedTask;
  readonly #account: MapAccount;
  readonly #plan: ItemPlan;
  readonly #runner: ModelRunner | OperationRunner;
  readonly #results: ItemResults;
  readonly #began: number;
  readonly #count: number;
  #open: number;
  #cancelled = false;

  constructor(parts: MapParts, rank: number, task: MappedTask, list: readonly Json[]) {
    const { engine, outputs } = parts;
    const { content } = parts.context;
    const isModel = task.type === 'model';
    this.#parts = parts;
    this.#rank = rank;
    this.#task = task;
    this.#began = engine.clock.monotonic();
    this.#count = list.length;
    this.#open = list.length;
    this.#account = new MapAccount(task.budget, list.length, isModel, engine.slots.limit);
    this.#results = new ItemResults(task, list.length, engine.max_output_length);
    this.#plan = itemPlanOf(task, list, outputs, this.#account.itemBudget);
    const own = { ...parts, ...this.#plan };
    const settle = (index: number, ending: TaskEnding, at = this.#now()) => this.#settle(index, ending, at);
    // One more than can be called at once, so that no slot waits for the next item, and other tasks get their turn in between.
    const shared = { pot: this.#account.pot, began: this.#began, width: engine.slots.limit + 1 };
    this.#runner = isModel
      ? new ModelRunner({ ...own, shared, settle: (index, ending) => settle(index, this.#stopped(index, ending)) })
      : new OperationRunner({
          ...own,
          // What an item runs with is in no graph.
          keepInput: (operation) => this.#keepInput(operation),
          settle,
        });
    content.input(task.id, 0, [...list]);
    this.#announce(hashJson(list));
  }

  #keepInput(operation: OperationTask): void {
    const input = declaredInput(operation, this.#plan.outputs);
    if (input._tag === 'Right') this.#parts.context.content.input(operation.id, 0, input.right);
  }

  get busy(): boolean {
    return this.#runner.busy;
  }

  /** True when the task has ended and nothing of it runs. */
  get over(): boolean {
    return this.#open === 0 && !this.busy;
  }

  /** Sends out as many items as there is room for. */
  dispatch(): void {
    if (this.#open === 0) return;
    if (!this.#outOfTime()) {
      this.#runner.dispatch();
      return;
    }
    // What is in the workers comes back within its own limit.
    if (this.busy) return;
    const at = this.#now();
    this.#endOpen((task_id) => this.#timeout(task_id), at);
    this.#finish(at);
  }

  /** Ends the task at once if its list is empty. */
  finishIfEmpty(): void {
    if (this.#count === 0) this.#finish(this.#now());
  }

  /** The run is over: every item that has not ended ends as `endingOf` says, and so does the task. */
  stop(endingOf: (task_id: string, budget: BudgetState) => TaskEnding, at: number): void {
    if (this.#open === 0) return;
    this.#endOpen((task_id) => endingOf(task_id, this.#account.state()), at);
    this.#parts.settle(this.#rank, endingOf(this.#task.id, this.#account.state()), at);
  }

  /** Puts the list on record, and each item of it as a task that is ready. */
  #announce(input_hash: string): void {
    const { log, ledger } = this.#parts;
    const { id: task_id, type: task_type, name: task_name } = this.#task;
    const at = this.#now();
    log.write('task.started', { ...this.#work(), input_hash }, { task_id, at });
    log.write('task.expanded', { item_count: this.#count }, { task_id, at });
    const created = {
      task_type,
      budget: this.#account.opening(ledger),
      ...(task_name === undefined ? {} : { task_name }),
    };
    for (let index = 0; index < this.#count; index++) {
      const place = { task_id: mapItemId(task_id, index), at };
      log.write('task.created', created, place);
      log.write('task.ready', {}, place);
    }
  }

  #work() {
    if (this.#task.type === 'model') return { stage: 'MODEL_INVOCATION' } as const;
    const { operation } = this.#task.input;
    const version = this.#parts.operations.byName.get(operation)?.version;
    const stage = this.#task.type === 'aggregation' ? ('AGGREGATION' as const) : ('DETERMINISTIC_EXECUTION' as const);
    return { stage, operation, ...(version === undefined ? {} : { operation_version: version }) };
  }

  #stopped(index: number, ending: TaskEnding): TaskEnding {
    return this.#parts.stopped(mapItemId(this.#task.id, index), ending);
  }

  #settle(index: number, ending: TaskEnding, at: number): void {
    if (this.#plan.scheduler.hasEnded(index)) return;
    this.#close(index, ending, at);
    if (this.#open === 0) this.#finish(at);
  }

  /** Puts an item's end on record. */
  #close(index: number, ending: TaskEnding, at: number): void {
    const { scheduler, outputs } = this.#plan;
    scheduler.end(index);
    this.#open--;
    this.#cancelled ||= ending.kind === 'cancelled';
    const task_id = mapItemId(this.#task.id, index);
    const budget = this.#account.book(ending);
    const late = ending.kind === 'success' && this.#task.type !== 'model' && this.#outOfTime();
    const booked: TaskEnding = late ? this.#timeout(task_id) : { ...ending, budget };
    if (booked.kind === 'success') this.#results.put(index, booked.output.value, booked.output_bytes);
    else if (booked.kind === 'failed' && this.#task.on_failure !== 'skip') this.#results.fail(index, booked.error);
    else this.#results.put(index, null, 4);
    recordItemEnd(this.#parts, { task_id, at }, booked, this.#task.on_failure === 'skip');
    outputs.release(index);
  }

  #endOpen(endingOf: (task_id: string) => TaskEnding, at: number): void {
    for (let index = 0; index < this.#count; index++) {
      if (!this.#plan.scheduler.hasEnded(index)) this.#close(index, endingOf(mapItemId(this.#task.id, index)), at);
    }
  }

  #outOfTime(): boolean {
    return this.#account.outOfTime(this.#parts.engine.clock.monotonic() - this.#began);
  }

  #timeout(task_id: string): TaskEnding {
    const { max_time_ms } = this.#task.budget;
    const error = operationErrors.KORA_TASK_TIMEOUT({ task_id, max_time_ms });
    const budget = this.#account.state();
    return { kind: 'failed', status: 'timeout', stop_reason: 'TIMEOUT', error, execution_ms: 0, budget };
  }

  #finish(at: number): void {
    const { log, engine, settle } = this.#parts;
    if (this.#cancelled) {
      settle(this.#rank, { kind: 'cancelled', budget: this.#account.state() }, at);
      return;
    }
    const spent = { execution_ms: engine.clock.monotonic() - this.#began, budget: this.#account.state() };
    const result = this.#results.result();
    if ('error' in result) {
      const status = result.stop_reason === 'TIMEOUT' ? 'timeout' : 'failed';
      settle(this.#rank, { kind: 'failed', status, ...result, ...spent }, at);
      return;
    }
    // Each item was checked by itself; that the whole is a list is how it was made.
    const passed = { validation_status: 'pass', validation_errors: [], duration_ms: 0 } as const;
    log.write('task.validated', passed, { task_id: this.#task.id, at });
    const list: Json = [...result.output];
    const output = TaskOutput.of(list);
    const { output_bytes } = result;
    settle(this.#rank, { kind: 'success', output, output_hash: hashJson(list), output_bytes, ...spent }, at);
  }

  #now(): number {
    return this.#parts.engine.clock.now().getTime();
  }
}
