import type { BudgetAmount, BudgetState, NormalTask } from '@kora/contracts';
import { declaredTask, type Evidence } from '../evidence.ts';
import { violation } from '../requirements.ts';

const FIELDS = ['tokens', 'time_ms', 'retries'] as const;

/** Invariant 2, what the events say: every account of every task, from its first event to its last. */
export function checkBudgetAccounts(evidence: Evidence): string[] {
  const found: string[] = [];
  const before = new Map<string, BudgetState>();
  for (const { task_id, payload, seq } of evidence.events) {
    if (task_id === undefined || !('budget' in payload) || !('declared' in payload.budget)) continue;
    const at = `${task_id} at event ${seq}`;
    const state = payload.budget;
    const task = declaredTask(evidence, task_id);
    if (task !== undefined) found.push(...declared(task, state, at));
    for (const field of FIELDS) found.push(...account(state, before.get(task_id), field, at));
    before.set(task_id, state);
  }
  return found;
}

function declared({ budget }: NormalTask, state: BudgetState, at: string): string[] {
  const graph: BudgetAmount = { tokens: budget.max_tokens, time_ms: budget.max_time_ms, retries: budget.max_retries };
  return FIELDS.filter((field) => state.declared[field] !== graph[field]).map((field) =>
    violation(
      'budget:declared:as-graph',
      `${at} declares ${state.declared[field]} ${field}, the graph ${graph[field]}`,
    ),
  );
}

function account(
  state: BudgetState,
  before: BudgetState | undefined,
  field: (typeof FIELDS)[number],
  at: string,
): string[] {
  const found: string[] = [];
  const [of, used, left] = [state.declared[field], state.consumed[field], state.remaining[field]];
  if (left < 0 || left > of)
    found.push(violation('budget:remaining:within-declared', `${at} has ${left} of ${of} ${field} left`));
  if (left !== Math.max(0, of - used))
    found.push(violation('budget:consumed:adds-up', `${at} used ${used} of ${of} ${field} and has ${left} left`));
  if (before !== undefined && left > before.remaining[field])
    found.push(violation('budget:remaining:never-grows', `${at}: ${before.remaining[field]} ${field} became ${left}`));
  if (before !== undefined && used < before.consumed[field])
    found.push(violation('budget:consumed:adds-up', `${at}: ${before.consumed[field]} used ${field} became ${used}`));
  return found;
}
