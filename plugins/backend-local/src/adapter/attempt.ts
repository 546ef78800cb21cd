import {
  type AttemptOutcome,
  hashJson,
  type Json,
  type ModelCall,
  type ModelRequest,
  type PlainMessage,
  sha256Hex,
  type ValidationError,
} from '@kora/contracts';
import { isKoraError, type KoraError, unlessAborted } from '@kora/plugin-sdk';
import { contentFreeErrors } from '../run/content-free-errors.ts';
import type { Breach, Reservation } from './budget-ledger.ts';
import { type CallResult, callModel } from './call-model.ts';
import type { ChosenModel } from './choose-model.ts';
import { CONTEXT_RESERVE, countPrompt } from './count-prompt.ts';
import { type CutOutcome, cutError, cutOutcome } from './cut-outcome.ts';
import { faultOf } from './fault-of.ts';
import { modelErrors } from './model-errors.ts';
import type { ModelTaskParts } from './model-task.ts';
import { answerFormOf, parseAnswer } from './parse-answer.ts';
import { RETRY_TABLE } from './retry-table.ts';
import { schemaWarnings } from './schema-warnings.ts';

/** An answer that passed every check. */
export interface Accepted {
  readonly outcome: 'accepted';
  readonly value: Json;
  readonly output_hash: string;
  /** Of the model that gave it, as far as its runtime says. */
  readonly digest: string | null;
}

/** Why an attempt gave no answer. `called` is false when the model was never asked. */
export interface Refused {
  readonly outcome: Exclude<AttemptOutcome, 'accepted'>;
  readonly error: KoraError;
  /** What is recorded of the attempt, when the task ends with another code than it. */
  readonly attempt_code?: string;
  readonly retryable: boolean;
  readonly called: boolean;
  /** The answer as it came, for a correction. */
  readonly answer: string;
  readonly errors: readonly ValidationError[];
}

type Judged = { readonly verdict: Accepted | Refused; readonly validation: Validation | null };
type CallFacts = { readonly task_id: string; readonly connector: string; readonly model: string };
type Validation = { readonly errors: readonly ValidationError[]; readonly duration_ms: number };

/** One attempt at a model task: count, reserve, announce, call, settle, judge. */
export class Attempt {
  readonly #parts: ModelTaskParts;
  readonly #chosen: ChosenModel;
  readonly #index: number;
  readonly #signal: AbortSignal;
  #isLoading = false;

  constructor(parts: ModelTaskParts, chosen: ChosenModel, index: number, signal: AbortSignal) {
    this.#parts = parts;
    this.#chosen = chosen;
    this.#index = index;
    this.#signal = signal;
  }

  /** Rejects with the signal's reason when task or run end before the model is called; later ends are outcomes. */
  async run(messages: readonly PlainMessage[], timeLeftMs: number): Promise<Accepted | Refused> {
    const { warm, clock } = this.#parts;
    this.#showLoading(warm.isCold(this.#chosen, clock.monotonic()));
    try {
      return await this.#run(messages, timeLeftMs);
    } finally {
      this.#showLoading(false);
    }
  }

  async #run(messages: readonly PlainMessage[], timeLeftMs: number): Promise<Accepted | Refused> {
    const { task, account, log, content, bounds } = this.#parts;
    const request = this.#request(messages, timeLeftMs);
    const { max_tokens } = task.budget;
    const counted = await countPrompt(this.#chosen, request, { bounds, max_tokens }, this.#signal);
    const room = this.#roomFor(counted.tokens_in, counted.exact);
    if (room < 1) return this.#refused('context_overflow', this.#overflow(counted.tokens_in));
    const unenforced = await schemaWarnings(this.#chosen, request, this.#signal);
    const reservation = await this.#reserve();
    if ('kind' in reservation) return this.#breached(reservation);

    const { at_most } = counted;
    const bound = at_most === undefined ? {} : { tokens_in_at_most: at_most };
    const capped = { ...request, max_tokens: Math.min(reservation.tokens, room), ...bound };
    const before = this.#modelCall(request, counted.exact);
    const plain = messages.map(({ role, content }) => ({ role, content }));
    content.input(task.id, this.#index, { messages: plain, parameters: { ...request.parameters } });
    await log.writeAhead(
      'model.invocation.started',
      {
        model: before,
        tokens_in: counted.tokens_in,
        tokens_reserved: capped.max_tokens,
        warnings: [...counted.warnings, ...unenforced],
        budget: this.#budget(),
      },
      this.#place(),
    );
    const result = await callModel({
      connector: this.#chosen.connector,
      request: capped,
      model: before,
      tokens_in: counted.tokens_in,
      signal: this.#signal,
      stoppedAs: () => this.#stoppedAs(),
      clock: this.#parts.clock,
      onStart: () => this.#started(),
      onText: (kind, text) => log.show(task.id, this.#index, kind, text),
    });
    account.settle(reservation, result.tokens_out);
    content.modelAnswer(task.id, this.#index, result.text);
    return this.#record(result, await this.#judge(result));
  }

  /** Runtimes begin to answer once they have the model: counting its tokens may have loaded it, or the call itself. */
  #started(): void {
    this.#parts.warm.answered(this.#chosen, this.#parts.clock.monotonic());
    this.#showLoading(false);
  }

  #showLoading(loading: boolean): void {
    if (loading === this.#isLoading) return;
    this.#isLoading = loading;
    const { connector, descriptor } = this.#chosen;
    const model = { connector: connector.id, model_id: descriptor.model_id };
    this.#parts.log.showLoading(this.#parts.task.id, this.#index, model, loading);
  }

  /** Writes what the call came to. */
  #record(result: CallResult, { verdict, validation }: Judged): Accepted | Refused {
    const { log } = this.#parts;
    const { model, tokens_in, tokens_out, duration_ms, time_to_first_token_ms } = result;
    const refused = verdict.outcome === 'accepted' ? null : verdict;
    log.write(
      'model.invocation.completed',
      {
        model,
        outcome: verdict.outcome,
        error_code: refused?.attempt_code ?? refused?.error.code ?? null,
        retryable: refused?.retryable ?? false,
        tokens_in,
        tokens_out,
        duration_ms,
        time_to_first_token_ms,
        warnings: result.warnings,
        budget: this.#budget(),
        answer_hash: sha256Hex(result.text),
      },
      this.#place(),
    );
    if (validation !== null) {
      const { errors, duration_ms } = validation;
      const validation_status = errors.length === 0 ? 'pass' : 'fail';
      log.write(
        'task.validated',
        { validation_status, validation_errors: contentFreeErrors(errors, this.#parts.task.schema), duration_ms },
        this.#place(),
      );
    }
    return verdict;
  }

  async #judge(result: CallResult): Promise<Judged> {
    const { task, account, clock } = this.#parts;
    const facts = { task_id: task.id, connector: this.#chosen.connector.id, model: this.#chosen.descriptor.model_id };
    const judged = (verdict: Accepted | Refused, validation: Validation | null = null) => ({ verdict, validation });
    if (result.outcome === 'truncated') {
      const outcome = cutOutcome(result, answerFormOf(task.schema));
      const breach = account.exhausted();
      const error = cutError(outcome, facts, breach === null ? 'context' : 'budget');
      if (breach === null) return judged(this.#refused(outcome, error, { called: true, answer: result.text }));
      return judged({ ...this.#breached(breach, outcome), called: true, outcome, attempt_code: error.code });
    }
    if (result.outcome !== 'answered') {
      const error = faultOf(result, facts, this.#parts.stopError());
      return judged(
        this.#refused(result.outcome, error, { called: true, answer: result.text }, result.fault?.retryable),
      );
    }
    const value = parseAnswer(result.text, answerFormOf(task.schema));
    const answer = { called: true, answer: result.text };
    if (value === undefined) return judged(this.#refused('not_json', modelErrors.KORA_MODEL_NOT_JSON(facts), answer));
    const started = clock.monotonic();
    const errors = await this.#parts.validate(value).catch((error: unknown) => asError(error));
    if (errors instanceof Error) return judged(this.#unchecked(errors, facts, answer));
    const validation = { errors, duration_ms: clock.monotonic() - started };
    if (errors.length === 0) {
      const { digest } = result.model;
      return judged({ outcome: 'accepted', value, output_hash: hashJson(value), digest }, validation);
    }
    const paths = errors.map(({ path, keyword }) => `${path === '' ? 'its top level' : path} (${keyword})`).join(', ');
    const issues: Json = errors.map(({ path, keyword, message }) => ({ path, keyword, message }));
    const error = modelErrors.KORA_MODEL_SCHEMA_VIOLATION({ ...facts, paths, issues });
    return judged(this.#refused('schema_violation', error, { ...answer, errors }), validation);
  }

  /** The answer could not be checked: because everything is being stopped, or because the pool failed. */
  #unchecked(cause: Error, facts: CallFacts, answer: Partial<Refused>): Refused {
    if (this.#signal.aborted) return this.#refused(this.#stoppedAs(), this.#parts.stopError(), answer);
    const error = isKoraError(cause)
      ? cause
      : modelErrors.KORA_MODEL_FAILED({ ...facts, reason: cause.message, cause: 'KORA_POOL_FAILED' });
    return this.#refused('runtime_error', error, answer);
  }

  #stoppedAs(): 'timeout' | 'cancelled' {
    return this.#parts.stopError().code === 'KORA_TASK_INTERRUPTED' ? 'cancelled' : 'timeout';
  }

  #request(messages: readonly PlainMessage[], timeLeftMs: number): ModelRequest {
    const { task } = this.#parts;
    return {
      model_id: this.#chosen.descriptor.model_id,
      messages,
      parameters: task.input.parameters ?? {},
      max_tokens: 1,
      timeout_ms: Math.max(1, Math.ceil(timeLeftMs)),
      // Asked for a schema of any string, a runtime would put quotes around its words.
      schema: answerFormOf(task.schema) === 'text' ? null : task.schema,
    };
  }

  /** Tokens that the context leaves for the answer. An estimate never refuses: it may be wrong either way. */
  #roomFor(tokensIn: number, exact: boolean): number {
    const context = this.#chosen.descriptor.context_tokens;
    return context === null || !exact ? Number.POSITIVE_INFINITY : context - tokensIn - CONTEXT_RESERVE;
  }

  async #reserve(): Promise<Reservation | Breach> {
    const { account, ledger } = this.#parts;
    for (;;) {
      const granted = account.reserve();
      if (granted !== 'wait') return granted;
      await unlessAborted(ledger.settled(), this.#signal);
    }
  }

  #modelCall(request: ModelRequest, exact: boolean): ModelCall {
    const { connector, descriptor } = this.#chosen;
    return {
      connector: connector.id,
      model_id: descriptor.model_id,
      digest: descriptor.digest,
      seed: request.parameters.seed ?? null,
      parameters: request.parameters,
      structured_output: request.schema === null ? 'none' : connector.supports.structured_output,
      tokens_source: exact ? 'counted' : 'estimated',
    };
  }

  #overflow(tokens_in: number): KoraError {
    const { connector, descriptor } = this.#chosen;
    return modelErrors.KORA_MODEL_CONTEXT_OVERFLOW({
      task_id: this.#parts.task.id,
      connector: connector.id,
      model: descriptor.model_id,
      tokens_in,
      context_tokens: descriptor.context_tokens ?? 0,
    });
  }

  /** @param outcome of the call that used the budget up; absent when there was none */
  #breached(breach: Breach, outcome?: CutOutcome): Refused {
    const payload = { ...breach, stage: 'MODEL_INVOCATION' } as const;
    this.#parts.log.write('budget.breached', payload, this.#place());
    return this.#refused(
      'refused_budget',
      modelErrors.KORA_BUDGET_BREACHED({
        task_id: this.#parts.task.id,
        ...payload,
        ...(outcome === undefined ? {} : { outcome }),
      }),
    );
  }

  #refused(outcome: Refused['outcome'], error: KoraError, more: Partial<Refused> = {}, connectorSays = false): Refused {
    const { retry } = RETRY_TABLE[outcome];
    const retryable = retry === 'connector' ? connectorSays : retry;
    return { outcome, error, retryable, called: false, answer: '', errors: [], ...more };
  }

  #budget() {
    this.#parts.account.spendTime(this.#parts.elapsedMs());
    return this.#parts.account.state();
  }

  #place() {
    return { task_id: this.#parts.task.id, attempt_index: this.#index, at: this.#parts.clock.now().getTime() };
  }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
