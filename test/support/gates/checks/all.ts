import type { Evidence } from '../evidence.ts';
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
