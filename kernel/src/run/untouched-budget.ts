import type { BudgetState, NormalTask } from '@kora/contracts';

/** The account of a task that has spent nothing. */
export function untouchedBudget(task: NormalTask): BudgetState {
  const { max_tokens: tokens, max_time_ms: time_ms, max_retries: retries } = task.budget;
  const declared = { tokens, time_ms, retries };
  return { declared, consumed: { tokens: 0, time_ms: 0, retries: 0 }, remaining: declared };
}
