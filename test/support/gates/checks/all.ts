import { type Evidence, eventsOf } from '../evidence.ts';
import { violation } from '../requirements.ts';
import { checkBudgetAccounts } from './budget-accounts.ts';
import { checkBudgetBreaches } from './budget-breaches.ts';
import { checkBudgetLimits } from './budget-limits.ts';
import { checkTelemetryLog } from './telemetry-log.ts';
import { checkTelemetryTasks } from './telemetry-tasks.ts';
import { checkTelemetryVerdict } from './telemetry-verdict.ts';

/** Invariant 2 as a whole. */
export function checkBudgets(evidence: Evidence): string[] {
  return [...checkBudgetAccounts(evidence), ...checkBudgetLimits(evidence), ...checkBudgetBreaches(evidence)];
}

/** Invariant 7 as a whole. */
export function checkTelemetry(evidence: Evidence): string[] {
  return [...checkTelemetryLog(evidence), ...checkTelemetryTasks(evidence), ...checkTelemetryVerdict(evidence)];
}

/** Invariant 7 for a run whose backend broke off: it failed, and its telemetry is as complete as any. */
export function checkTelemetryOfFault(evidence: Evidence): string[] {
  const found = checkTelemetry(evidence).map((what) => violation('telemetry:fault:complete', what));
  const { status, error } = evidence.result;
  const ended = eventsOf(evidence, 'run.completed').length === 1;
  const complete = status !== 'failed' || error !== null;
  return ended && complete ? found : [...found, violation('telemetry:fault:complete', `it ended as ${status}`)];
}
