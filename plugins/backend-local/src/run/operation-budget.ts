import type { Budget, BudgetState } from '@kora/contracts';

/** The account of a task that called no model and ran for so many milliseconds. */
export function operationBudget(budget: Budget, ranMs: number): BudgetState {
  const declared = { tokens: budget.max_tokens, time_ms: budget.max_time_ms, retries: budget.max_retries };
  const time_ms = Math.round(ranMs);
  const remaining = { ...declared, time_ms: Math.max(0, declared.time_ms - time_ms) };
  return { declared, consumed: { tokens: 0, time_ms, retries: 0 }, remaining };
}
