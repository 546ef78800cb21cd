import { type BudgetKind, declaredTaskId, type RunEventOf } from '@kora/contracts';
import { declaredTask, type Evidence, eventsOf } from '../evidence.ts';
import { violation } from '../requirements.ts';

const CEILING = {
  tokens: 'max_total_tokens',
  time: 'max_total_time_ms',
  retries: 'max_total_retries',
  invocations: 'max_model_invocations',
} as const;

/** Invariant 2, how it ends: a breach is told, truthfully, and is no success. */
export function checkBudgetBreaches(evidence: Evidence): string[] {
  const found: string[] = [];
  const breaches = eventsOf(evidence, 'budget.breached');
  const ofRun = breaches.some(({ task_id }) => task_id === undefined);
  for (const breach of breaches) {
    const { kind, scope, declared, consumed, remaining } = breach.payload;
    const limit = limitOf(evidence, breach);
    const what = `${breach.task_id ?? 'the run'} reached ${consumed} of ${declared} ${kind} (${scope})`;
    if (declared !== limit) found.push(violation('budget:breach:truthful', `${what}, but the graph declares ${limit}`));
    if (remaining !== Math.max(0, declared - consumed))
      found.push(violation('budget:breach:truthful', `${what} and has ${remaining} left`));
  }
  for (const { task_id, status, stop_reason } of evidence.result.telemetry.tasks) {
    const own = breaches.some((breach) => breach.task_id === task_id);
    const ofItem = breaches.some((breach) => declaredTaskId(breach.task_id ?? '') === task_id);
    if (own && status === 'success') found.push(violation('budget:breach:never-success', `${task_id} succeeded`));
    if (stop_reason === 'BUDGET_BREACH' && !own && !ofItem && !ofRun)
      found.push(violation('budget:breach:told', `${task_id} does not say which limit it was`));
  }
  return found;
}

function limitOf(evidence: Evidence, { task_id = '', payload }: RunEventOf<'budget.breached'>): number | undefined {
  const kind: BudgetKind = payload.kind;
  if (payload.scope === 'graph') return evidence.frozen.graph.budget?.[CEILING[kind]];
  const budget = declaredTask(evidence, task_id)?.budget;
  if (kind === 'tokens') return budget?.max_tokens;
  return kind === 'time' ? budget?.max_time_ms : budget?.max_retries;
}
