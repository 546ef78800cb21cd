import type { GraphBudget } from '@kora/contracts';

const FIELDS = ['max_total_tokens', 'max_total_time_ms', 'max_model_invocations', 'max_total_retries'] as const;

/** The lower of two ceilings in every field that either has. */
export function lowerOf(a: GraphBudget, b: GraphBudget): GraphBudget {
  const lower = FIELDS.map((field) => [field, Math.min(a[field] ?? Infinity, b[field] ?? Infinity)] as const);
  return Object.fromEntries(lower.filter(([, value]) => value !== Infinity));
}
