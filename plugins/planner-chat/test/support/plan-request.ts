import type { Plan, PlanRequest, Task } from '@kora/contracts';
import { ChatPlanner } from '../../src/index.ts';

/** A request with a model to ask, changed as a test needs it. */
export function planRequest(message: string, changes: Partial<PlanRequest> = {}): PlanRequest {
  return {
    message,
    history: [],
    attachments: [],
    locale: 'en-US',
    time_zone: 'Europe/Berlin',
    now: '2026-11-21T10:15:00Z',
    mode: 'auto',
    model: { model_id: 'm', connector: 'c', context_tokens: 4096 },
    budget: { max_tokens: 512, max_time_ms: 60_000, max_retries: 1 },
    parameters: { temperature: 0.5 },
    reuse: false,
    ...changes,
  };
}

const planner = new ChatPlanner();

export const plan = (message: string, changes?: Partial<PlanRequest>): Promise<Plan> =>
  planner.plan(planRequest(message, changes));

/** The tasks and notes of a plan that is a graph. */
export async function planned(message: string, changes?: Partial<PlanRequest>) {
  const result = await plan(message, changes);
  if (result.kind === 'needs_model') throw new Error(`no graph: ${result.message}`);
  const models = result.graph.tasks.filter((task): task is Extract<Task, { type: 'model' }> => task.type === 'model');
  const codes = result.notes.map(({ code }) => code);
  return {
    ...result,
    models,
    codes,
    operations: result.graph.tasks.flatMap((task) => (task.type === 'model' ? [] : [task.input.operation])),
  };
}

/** CSV with a number of rows. */
export function sales(rows: number): { readonly name: string; readonly media_type: string; readonly text: string } {
  const lines = Array.from({ length: rows }, (_, i) => `${['North', 'South'][i % 2]},${i},${(i * 7) % 100}.5`);
  return { name: 'sales.csv', media_type: 'text/csv', text: `region,id,amount\n${lines.join('\n')}\n` };
}
