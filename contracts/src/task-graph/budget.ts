import type * as t from 'io-ts';
import { integer, oneOf } from '../codec/refined.ts';
import { strict } from '../codec/strict.ts';

/** Largest time a budget may name: 24 hours, in milliseconds. Node's timers overflow at 2^31. */
export const MAX_TIME_MS = 86_400_000;

/** Generated tokens, over all attempts of a task. */
const tokens = integer('Tokens', 0, 10_000_000);
const timeMs = integer('Milliseconds', 1, MAX_TIME_MS);
const retries = integer('Retries', 0, 100);

/** What one task may spend over all its attempts. Budgets are contracts: enforced, never raised. */
export const budgetCodec = strict('Budget', { max_tokens: tokens, max_time_ms: timeMs, max_retries: retries });
export type Budget = t.TypeOf<typeof budgetCodec>;

/** The part of a budget that a task names itself; what it leaves out comes from `defaults.budget`. */
export const partialBudgetCodec = strict(
  'PartialBudget',
  {},
  { max_tokens: tokens, max_time_ms: timeMs, max_retries: retries },
);
export type PartialBudget = t.TypeOf<typeof partialBudgetCodec>;

/** Ceilings over the sums of a whole run. A ceiling that is absent does not bound. */
export const graphBudgetCodec = strict(
  'GraphBudget',
  {},
  {
    max_total_tokens: tokens,
    max_total_time_ms: timeMs,
    max_model_invocations: integer('Invocations', 0, 1_000_000),
    max_total_retries: integer('TotalRetries', 0, 1_000_000),
  },
);
export type GraphBudget = t.TypeOf<typeof graphBudgetCodec>;

/** What is left of a task's budget, or what was used of it; same fields, same units. */
export const budgetAmountCodec = strict('BudgetAmount', {
  tokens: integer('Tokens', 0),
  time_ms: integer('Milliseconds', 0),
  retries: integer('Retries', 0),
});
export type BudgetAmount = t.TypeOf<typeof budgetAmountCodec>;

/** A task's account: `remaining` is never more than `declared` and never less than zero. */
export const budgetStateCodec = strict('BudgetState', {
  declared: budgetAmountCodec,
  consumed: budgetAmountCodec,
  remaining: budgetAmountCodec,
});
export type BudgetState = t.TypeOf<typeof budgetStateCodec>;

export const budgetKindCodec = oneOf('BudgetKind', ['tokens', 'time', 'retries', 'invocations']);
export type BudgetKind = t.TypeOf<typeof budgetKindCodec>;
