import type { BudgetState, Json, StopReason } from '@kora/contracts';

/** How a task of the reference backend ended. `budget` is there when something of it was used. */
export type Ending = { readonly budget?: BudgetState } & (
  | { readonly kind: 'success'; readonly output: Json }
  | { readonly kind: 'guarded' }
  | { readonly kind: 'failed'; readonly stop_reason: StopReason }
);

export const failed = (stop_reason: StopReason): Ending & { kind: 'failed' } => ({ kind: 'failed', stop_reason });
