import {
  type ExecutionContext,
  hashJson,
  type Json,
  type ModelTask,
  type NormalTask,
  type PlainMessage,
  type ValidationError,
} from '@kora/contracts';
import type { Clock, KoraError, Logger } from '@kora/plugin-sdk';
import type { RunLog } from '../run/run-log.ts';
import type { AnswerCache } from './answer-cache.ts';
import type { BackoffPolicy } from './backoff.ts';
import type { BudgetLedger, TaskAccount } from './budget-ledger.ts';
import type { ModelChooser } from './choose-model.ts';
import type { CircuitBreakers } from './circuit-breaker.ts';
import type { ModelSlots } from './model-slots.ts';
import type { PromptBounds } from './prompt-bounds.ts';
import type { WarmModels } from './warm-models.ts';

/** A model task after normalisation. */
export type NormalModelTask = Extract<NormalTask, ModelTask>;

/** Everything that the attempts of one model task share. */
export interface ModelTaskParts {
  readonly task: NormalModelTask;
  readonly messages: readonly PlainMessage[];
  readonly graph_hash: string;
  readonly account: TaskAccount;
  readonly ledger: BudgetLedger;
  readonly chooser: ModelChooser;
  readonly slots: ModelSlots;
  readonly answers: AnswerCache;
  readonly breakers: CircuitBreakers;
  readonly bounds: PromptBounds;
  readonly warm: WarmModels;
  /** Of a replay: what to go by instead of `answers` and `breakers`. */
  readonly recorded: ExecutionContext['recorded'];
  readonly run_id: string;
  readonly backoff: BackoffPolicy;
  readonly log: RunLog;
  readonly logger: Logger;
  readonly content: ExecutionContext['content'];
  readonly clock: Clock;
  /** Aborted when the run must stop. */
  readonly signal: AbortSignal;
  /** Milliseconds since the task became ready: its own clock, waiting included. */
  elapsedMs(): number;
  /** Checks a value against the task's schema, in a worker. */
  validate(value: Json): Promise<readonly ValidationError[]>;
  /** The error of a task that was ended from outside: its time is up, or its run's. */
  stopError(): KoraError;
}

/** Hash of a model task's resolved input. */
export function modelInputHash(messages: readonly PlainMessage[], task: NormalModelTask): string {
  return hashJson({ messages, parameters: task.input.parameters ?? {} });
}
