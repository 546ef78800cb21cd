import type { BudgetState, StopReason } from '@kora/contracts';
import type { KoraError } from '@kora/plugin-sdk';
import type { TaskOutput } from './task-output.ts';

/** How a task ended. Times are milliseconds; `budget` is the task's final account. */
export type TaskEnding =
  | {
      readonly kind: 'success';
      readonly output: TaskOutput;
      readonly output_hash: string;
      readonly output_bytes: number;
      readonly execution_ms: number;
      readonly budget: BudgetState;
    }
  | { readonly kind: 'guarded'; readonly budget: BudgetState }
  | {
      readonly kind: 'failed';
      readonly status: 'failed' | 'timeout';
      readonly stop_reason: StopReason;
      readonly error: KoraError;
      readonly execution_ms: number;
      readonly budget: BudgetState;
    }
  | { readonly kind: 'cancelled'; readonly budget: BudgetState };
