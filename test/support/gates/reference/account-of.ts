import type { BudgetState, NormalTask } from '@kora/contracts';

/** A task's account after so many tokens and retries. Time is not kept: nothing here waits. */
export function accountOf({ budget }: NormalTask, { tokens = 0, retries = 0 } = {}): BudgetState {
  const declared = { tokens: budget.max_tokens, time_ms: budget.max_time_ms, retries: budget.max_retries };
  const left = { tokens: Math.max(0, declared.tokens - tokens), retries: declared.retries - retries };
  return { declared, consumed: { tokens, time_ms: 0, retries }, remaining: { ...declared, ...left } };
}
