import type { BudgetState, RunEvent, RunEventOf } from '@kora/contracts';

type WithBudget = Extract<RunEvent, { readonly payload: { readonly budget: BudgetState } }>;

/** An event with another account in it; events without one as they are. */
export function withBudget(event: RunEvent, change: (budget: BudgetState) => BudgetState): RunEvent {
  if (!('budget' in event.payload) || !('declared' in event.payload.budget)) return event;
  const { budget } = event.payload;
  return { ...event, payload: { ...event.payload, budget: change(budget) } } as WithBudget;
}

/** A lie: the task succeeded after all. */
export function succeeded(event: RunEventOf<'task.failed'>): RunEvent {
  const { execution_ms, budget } = event.payload;
  const payload = { output_hash: '0'.repeat(64), output_bytes: 4, execution_ms, budget };
  return { ...event, event_type: 'task.completed', payload };
}

/** A lie: an invocation that nobody made, in the place of another event. */
export function invocation(event: RunEvent, taskId: string): RunEventOf<'model.invocation.started'> {
  const amount = { tokens: 0, time_ms: 10_000, retries: 0 };
  return {
    ...event,
    task_id: taskId,
    attempt_index: 0,
    event_type: 'model.invocation.started',
    payload: {
      model: {
        connector: 'unruly',
        model_id: 'model-a',
        digest: null,
        seed: null,
        parameters: {},
        structured_output: 'none',
        tokens_source: 'counted',
      },
      tokens_in: 1,
      tokens_reserved: 1,
      warnings: [],
      budget: { declared: amount, consumed: { tokens: 0, time_ms: 0, retries: 0 }, remaining: amount },
    },
  };
}
