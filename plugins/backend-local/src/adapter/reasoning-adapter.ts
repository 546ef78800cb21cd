import { type AttemptOutcome, attemptKey, hashJson, type ModelCall, restKey } from '@kora/contracts';
import type { KoraError } from '@kora/plugin-sdk';
import { stopReasonOf } from '../run/operation-failure.ts';
import type { TaskEnding } from '../run/task-ending.ts';
import { TaskOutput } from '../run/task-output.ts';
import { questionKey } from './answer-cache.ts';
import { type Accepted, Attempt, type Refused } from './attempt.ts';
import { backoffMs } from './backoff.ts';
import type { ChosenModel, Wish } from './choose-model.ts';
import { type Refusal, withCorrection } from './correction.ts';
import { modelErrors } from './model-errors.ts';
import { type ModelTaskParts, modelInputHash } from './model-task.ts';
import { RETRY_TABLE } from './retry-table.ts';
import { sleep } from './sleep.ts';

/** What follows a refused attempt. */
type Next = 'same' | 'escalate' | 'stop';

/**
 * The only caller of connectors. Carries one model task from ready to its end: chooses the model, waits for a slot, makes
 * attempts, and follows the retry table and the declared escalation, all within the task's one budget.
 */
export class ReasoningAdapter {
  readonly #parts: ModelTaskParts;
  readonly #routes: readonly Wish[];
  readonly #deadline = new AbortController();
  readonly #signal: AbortSignal;
  #route = 0;
  #attempt = 0;
  #startedAt: number | null = null;
  #refusal: Refusal | null = null;

  constructor(parts: ModelTaskParts) {
    this.#parts = parts;
    const { routing, on_failure } = parts.task;
    const steps: readonly Wish[] = typeof on_failure === 'object' ? on_failure.escalate : [];
    this.#routes = [routing ?? {}, ...steps];
    this.#signal = AbortSignal.any([parts.signal, this.#deadline.signal]);
  }

  /** Runs the task. Never rejects: every way to fail is an ending. */
  async run(): Promise<TaskEnding> {
    const left = this.#timeLeft();
    const timer = setTimeout(() => this.#deadline.abort(new Error('the time of the task is up')), Math.max(0, left));
    try {
      return await this.#attempts();
    } catch (error) {
      if (this.#signal.aborted) return this.#failed(this.#parts.stopError());
      const reason = error instanceof Error ? error.message : String(error);
      const { task, logger } = this.#parts;
      logger.error('a model task failed in the adapter', { task_id: task.id, reason });
      const facts = { task_id: task.id, connector: 'the adapter', model: '', reason, cause: 'KORA_ADAPTER_FAULT' };
      return this.#failed(modelErrors.KORA_MODEL_FAILED(facts, error));
    } finally {
      clearTimeout(timer);
    }
  }

  async #attempts(): Promise<TaskEnding> {
    for (;;) {
      const answer = await this.#try();
      // A timer is late when the process was busy; the clock is not.
      if (this.#timeLeft() < 0) return this.#failed(this.#parts.stopError());
      if (answer.outcome === 'accepted') return this.#succeeded(answer);
      const next = this.#nextAfter(answer);
      if (next === 'stop') return this.#failed(answer.error);
      if (next === 'escalate') this.#route++;
      this.#refusal = next === 'same' && RETRY_TABLE[answer.outcome].correct ? answer : null;
      // A model that was never asked has cost no attempt.
      if (!answer.called) continue;
      const breach = await this.#scheduleRetry(answer);
      if (breach !== null) return this.#failed(breach);
    }
  }

  async #try(): Promise<Accepted | Refused> {
    const { task, chooser, slots, log } = this.#parts;
    // An earlier answer may only be taken of the very weights that are there now.
    const age = task.reuse === undefined ? 'recent' : 'new';
    const chosen = await chooser.choose(task.id, this.#routes[this.#route] ?? {}, this.#signal, age);
    if (chosen instanceof Error) {
      return { outcome: 'model_unavailable', error: chosen, retryable: false, called: false, answer: '', errors: [] };
    }
    const reused = await this.#reuse(chosen);
    if (reused !== null) return reused;
    const rest = this.#rest(chosen, 'look');
    if (rest !== null) return rest;
    const { id } = chosen.connector;
    const release = await slots.acquire(id, this.#signal, {
      priority: task.routing?.priority,
      onPlace: (position) => log.showPlace(task.id, this.#attempt, id, position),
    });
    try {
      // Those ahead in line may have found out by now that it fails.
      return this.#rest(chosen, 'request') ?? (await this.#call(chosen));
    } finally {
      release();
    }
  }

  /** Makes one attempt. Its connector has been asked, and is told how the call ended. */
  async #call(chosen: ChosenModel): Promise<Accepted | Refused> {
    const { messages, breakers, recorded, clock } = this.#parts;
    let outcome: AttemptOutcome = 'cancelled';
    try {
      this.#assertTime();
      this.#start();
      const attempt = new Attempt(this.#parts, chosen, this.#attempt, this.#signal);
      const verdict = await attempt.run(withCorrection(messages, this.#refusal), this.#timeLeft());
      if (verdict.outcome === 'accepted') this.#remember(chosen, verdict);
      if (verdict.outcome === 'accepted' || verdict.called) outcome = verdict.outcome;
      return verdict;
    } finally {
      if (recorded === undefined) breakers.of(chosen.connector).record(outcome, clock.monotonic());
    }
  }

  /** Whether the connector is left alone now, because it failed again and again. @returns the refusal, or null to go on */
  #rest({ connector, descriptor }: ChosenModel, how: 'look' | 'request'): Refused | null {
    const { task, breakers, recorded, log, clock } = this.#parts;
    const { model_id, digest } = descriptor;
    const known = recorded?.resting.get(restKey(task.id, this.#attempt, connector.id, model_id));
    const now = recorded === undefined ? breakers.of(connector)[how](clock.monotonic()) : (known ?? null);
    if (now === null) return null;
    const { failures, retry_in_ms } = now;
    const payload = { connector: connector.id, model_id, digest, failures, retry_in_ms };
    const place = { task_id: task.id, attempt_index: this.#attempt, at: clock.now().getTime() };
    log.write('connector.resting', payload, place);
    const facts = { task_id: task.id, connector: connector.id, model: model_id, failures, retry_in_ms };
    const error = modelErrors.KORA_MODEL_CONNECTOR_RESTING(facts);
    return { outcome: 'model_unavailable', error, retryable: false, called: false, answer: '', errors: [] };
  }

  /** An answer that was accepted before, if the task allows it and it still fits. Before any attempt only: afterwards the question is another. */
  async #reuse(chosen: ChosenModel): Promise<Accepted | null> {
    const { task, messages, answers, recorded, log, content, clock, validate } = this.#parts;
    if (task.reuse === undefined || this.#attempt > 0) return null;
    const key = questionKey(chosen, messages, task);
    const now = clock.monotonic();
    const kept = key === null ? null : answers.get(key, task.reuse.max_age_s, now);
    const found = recorded === undefined ? kept : (recorded.reused.get(task.id) ?? null);
    if (found === null) return null;
    const started = clock.monotonic();
    const errors = await validate(found.value);
    if (errors.length > 0) return null;
    this.#start();
    const place = { task_id: task.id, at: clock.now().getTime() };
    const { connector, descriptor } = chosen;
    const { parameters = {} } = task.input;
    const model: ModelCall = {
      connector: connector.id,
      model_id: descriptor.model_id,
      digest: descriptor.digest,
      seed: parameters.seed ?? null,
      parameters,
      structured_output: 'none',
      tokens_source: 'counted',
    };
    const plain = messages.map(({ role, content }) => ({ role, content }));
    content.input(task.id, 0, { messages: plain, parameters: { ...parameters } });
    const { run_id, task_id, age_ms } = found;
    log.write('model.reused', { model, source_run_id: run_id, source_task_id: task_id, age_ms }, place);
    const checked = {
      validation_status: 'pass',
      validation_errors: [],
      duration_ms: clock.monotonic() - started,
    } as const;
    log.write('task.validated', checked, place);
    const { value } = found;
    return { outcome: 'accepted', value, output_hash: hashJson(value), digest: descriptor.digest };
  }

  /** Only the answer to the question as it was asked first: a corrected one answers another question. */
  #remember(chosen: ChosenModel, { value, digest }: Accepted): void {
    const { task, messages, answers, chooser, recorded, run_id, clock } = this.#parts;
    if (task.reuse === undefined || this.#refusal !== null || recorded !== undefined) return;
    const { connector, descriptor } = chosen;
    // The model may have been changed since it was listed: what counts is which weights gave the answer.
    if (digest !== descriptor.digest) chooser.forget(connector.id);
    const key = questionKey({ connector, descriptor: { ...descriptor, digest } }, messages, task);
    if (key !== null) answers.put(key, value, { run_id, task_id: task.id, at: clock.monotonic() });
  }

  /** Attempts never exceed max_retries + 1, and one is kept for each declared model that has not been asked. */
  #nextAfter({ outcome, retryable, called }: Refused): Next {
    const rule = RETRY_TABLE[outcome];
    const steps = rule.escalate ? this.#routes.length - 1 - this.#route : 0;
    if (!called) return steps > 0 ? 'escalate' : 'stop';
    const retries = this.#parts.account.retriesLeft;
    if (this.#parts.account.exhausted() !== null || this.#signal.aborted) return 'stop';
    if (retryable && retries > steps) return 'same';
    return steps > 0 && retries > 0 ? 'escalate' : 'stop';
  }

  /** Books the next attempt and waits for its turn. @returns the error when there can be none. */
  async #scheduleRetry({ outcome, error }: Refused): Promise<KoraError | null> {
    const { task, account, log, backoff, graph_hash, clock, recorded } = this.#parts;
    const wait = RETRY_TABLE[outcome].backoff ? backoffMs(backoff, graph_hash, task.id, this.#attempt + 1) : 0;
    // Waiting until the time is up would only hide what went wrong.
    const key = attemptKey(task.id, this.#attempt);
    const isTime = recorded === undefined ? wait < this.#timeLeft() : recorded.retried.has(key);
    if (!isTime) return error;
    const breach = account.retry();
    const at = clock.now().getTime();
    if (breach !== null) {
      const payload = { ...breach, stage: 'MODEL_INVOCATION' } as const;
      log.write('budget.breached', payload, { task_id: task.id, attempt_index: this.#attempt, at });
      return modelErrors.KORA_BUDGET_BREACHED({ task_id: task.id, ...payload });
    }
    this.#attempt++;
    account.spendTime(this.#parts.elapsedMs());
    const payload = { reason: outcome, backoff_ms: wait, budget: account.state() };
    log.write('retry.scheduled', payload, { task_id: task.id, attempt_index: this.#attempt, at });
    // A runtime that is being replayed needs no time to recover.
    if (recorded === undefined) await sleep(wait, this.#signal);
    return null;
  }

  #start(): void {
    if (this.#startedAt !== null) return;
    const { task, messages, log, clock } = this.#parts;
    this.#startedAt = clock.monotonic();
    const payload = { stage: 'MODEL_INVOCATION', input_hash: modelInputHash(messages, task) } as const;
    log.write('task.started', payload, { task_id: task.id, at: clock.now().getTime() });
  }

  #succeeded({ value, output_hash }: Accepted): TaskEnding {
    const output = TaskOutput.of(value);
    const output_bytes = Buffer.byteLength(output.json);
    return { kind: 'success', output, output_hash, output_bytes, ...this.#spent() };
  }

  #failed(error: KoraError): TaskEnding {
    const stop_reason = stopReasonOf(error);
    const status = stop_reason === 'TIMEOUT' ? 'timeout' : 'failed';
    return { kind: 'failed', status, stop_reason, error, ...this.#spent() };
  }

  #spent() {
    const { account, clock } = this.#parts;
    account.spendTime(this.#parts.elapsedMs());
    const execution_ms = this.#startedAt === null ? 0 : clock.monotonic() - this.#startedAt;
    return { execution_ms, budget: account.state() };
  }

  /** Whoever waited for a slot may get it from one that the same clock ended, before its own timer is called. */
  #assertTime(): void {
    if (this.#timeLeft() >= 1) return;
    this.#deadline.abort(new Error('the time of the task is up'));
    this.#signal.throwIfAborted();
  }

  #timeLeft(): number {
    return this.#parts.task.budget.max_time_ms - this.#parts.elapsedMs();
  }
}
