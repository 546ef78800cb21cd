import type { BudgetKind, Json } from '@kora/contracts';
import { defineErrors } from '@kora/plugin-sdk';
import type { CutBy } from './cut-outcome.ts';

type TaskFacts = { task_id: string };
type CallFacts = TaskFacts & { connector: string; model: string };

const NEXT: Readonly<Record<BudgetKind, { task: string; graph: string }>> = {
  tokens: { task: 'budget.max_tokens', graph: 'budget.max_total_tokens of the graph' },
  time: { task: 'budget.max_time_ms', graph: 'budget.max_total_time_ms of the graph' },
  retries: { task: 'budget.max_retries', graph: 'budget.max_total_retries of the graph' },
  invocations: { task: 'the number of invocations', graph: 'budget.max_model_invocations of the graph' },
};

const NO_ROOM: Readonly<Record<CutBy, string>> = {
  context: 'its context is full. Shorten the prompt, or use a model with a longer context',
  budget: 'its tokens are used up. Raise budget.max_tokens',
};

/** How the tokens of a budget went, where the number alone would not say what to do. */
const SPENT: Readonly<Record<string, string>> = {
  truncated: ', and the answer is not complete',
  json_cut: ', and the JSON of the answer is not complete',
  thinking_overrun: ', all of them for thinking, and no answer has begun',
};

/** Why a model task failed. */
export const modelErrors = defineErrors({
  KORA_MODEL_UNAVAILABLE: {
    type: 'MODEL_UNAVAILABLE',
    message: ({ task_id, wanted, reason }: TaskFacts & { wanted: string; reason: string }) =>
      `Task ${task_id} needs ${wanted}, but ${reason}. Add a model with kora models add <file.gguf>, or name an installed one in routing.`,
  },
  KORA_MODEL_CONNECTOR_RESTING: {
    type: 'MODEL_UNAVAILABLE',
    message: ({
      task_id,
      connector,
      model,
      failures,
      retry_in_ms,
    }: CallFacts & { failures: number; retry_in_ms: number }) =>
      `Task ${task_id} did not ask ${model}: ${connector} failed ${failures} times in a row and is left alone for ${Math.ceil(retry_in_ms / 1000)} s more. Look at the runtime's own log, or name another connector in routing.`,
  },
  KORA_MODEL_REMOTE_REFUSED: {
    type: 'MODEL_UNAVAILABLE',
    message: ({ task_id, connector, model }: CallFacts) =>
      `Task ${task_id} would be answered by ${model} of ${connector}, and so leave this computer. Choose a local model, or list its host in allowed_hosts of that connector and name the model.`,
  },
  KORA_MODEL_CONTEXT_OVERFLOW: {
    type: 'EXECUTION_FAILURE',
    message: ({
      task_id,
      model,
      tokens_in,
      context_tokens,
    }: CallFacts & { tokens_in: number; context_tokens: number }) =>
      `The prompt of task ${task_id} has ${tokens_in} tokens, and ${model} holds ${context_tokens}. Shorten the prompt, or use a model with a longer context.`,
  },
  KORA_MODEL_FAILED: {
    type: 'EXECUTION_FAILURE',
    message: ({ task_id, connector, reason }: CallFacts & { reason: string; cause: string }) =>
      `The model call of task ${task_id} failed in ${connector}: ${reason}`,
  },
  KORA_MODEL_EMPTY: {
    type: 'EXECUTION_FAILURE',
    message: ({ task_id, model }: CallFacts) =>
      `${model} answered task ${task_id} with nothing. Rephrase the prompt, raise budget.max_retries, or use another model.`,
  },
  KORA_MODEL_TRUNCATED: {
    type: 'EXECUTION_FAILURE',
    message: ({ task_id, model, by }: CallFacts & { by: CutBy }) =>
      `${model} had no room to finish its answer to task ${task_id}: ${NO_ROOM[by]}.`,
  },
  KORA_MODEL_JSON_CUT: {
    type: 'EXECUTION_FAILURE',
    message: ({ task_id, model, by }: CallFacts & { by: CutBy }) =>
      `The JSON of ${model} for task ${task_id} was cut off before its end: ${NO_ROOM[by]}.`,
  },
  KORA_MODEL_THINKING_OVERRUN: {
    type: 'EXECUTION_FAILURE',
    message: ({ task_id, model, by }: CallFacts & { by: CutBy }) =>
      `${model} thought about task ${task_id} until it had no room for an answer: ${NO_ROOM[by]}, or turn its thinking off.`,
  },
  KORA_MODEL_STREAM_CUT: {
    type: 'EXECUTION_FAILURE',
    message: ({ task_id, connector }: CallFacts) =>
      `The answer to task ${task_id} broke off: ${connector} ended the stream without saying so. Look at the runtime's own log.`,
  },
  KORA_MODEL_PROTOCOL: {
    type: 'EXECUTION_FAILURE',
    message: ({ task_id, connector, reason }: CallFacts & { reason: string }) =>
      `Connector ${connector} broke its contract in task ${task_id}: ${reason}. This is a fault of that plugin; report it.`,
  },
  KORA_MODEL_NOT_JSON: {
    type: 'VALIDATION_ERROR',
    message: ({ task_id, model }: CallFacts) =>
      `${model} answered task ${task_id} with text that is no JSON. Raise budget.max_retries, or use a model that follows schemas.`,
  },
  KORA_MODEL_SCHEMA_VIOLATION: {
    type: 'VALIDATION_ERROR',
    message: ({ task_id, model, paths }: CallFacts & { paths: string; issues: Json }) =>
      `The answer of ${model} to task ${task_id} does not fit its schema at ${paths}. Raise budget.max_retries, or simplify the schema.`,
  },
  KORA_BUDGET_BREACHED: {
    type: 'BUDGET_BREACH',
    message: ({ task_id, kind, scope, declared, consumed, outcome = '' }: TaskFacts & BreachFacts) =>
      `Task ${task_id} reached a limit: ${consumed} of ${declared} ${kind} are used${SPENT[outcome] ?? ''}. Raise ${NEXT[kind][scope]}, or ask for less.`,
  },
});

type BreachFacts = {
  kind: BudgetKind;
  scope: 'task' | 'graph';
  stage: string;
  declared: number;
  consumed: number;
  remaining: number;
  /** Of the attempt that used it up. */
  outcome?: string;
};
