import { isRecord, type Plan, type TaskPlanner } from '@kora/contracts';
import { isKoraError, type Planning } from '@kora/plugin-sdk';
import { serviceErrors } from '../errors.ts';

/** What is wrong with a plan as a plugin returned it; null when its shape is right. The graph is checked when it runs. */
function problemOf(plan: Plan): string | null {
  const given: unknown = plan;
  if (!isRecord(given)) return 'it returned no plan';
  if (given.kind === 'needs_model') return typeof given.message === 'string' ? null : 'needs_model has no message';
  if (given.kind !== 'graph') return 'the kind of its plan is neither graph nor needs_model';
  if (!isRecord(given.graph)) return 'its plan has no graph';
  return Array.isArray(given.notes) ? null : 'its plan has no list of notes';
}

/** Asks planners in the order of their ids until one does not decline. */
export function createPlanning(planners: () => Promise<readonly TaskPlanner[]>): Planning {
  return {
    async plan(request, signal) {
      const ordered = (await planners()).toSorted((a, b) => (a.id < b.id ? -1 : 1));
      for (const planner of ordered) {
        signal.throwIfAborted();
        const failed = (reason: string, cause?: unknown) =>
          serviceErrors.KORA_PLANNER_FAILED({ planner: planner.id, reason }, cause);
        const plan = await planner.plan(request, signal).catch((error: unknown) => {
          signal.throwIfAborted();
          if (isKoraError(error)) throw error;
          throw failed(error instanceof Error ? error.message : String(error), error);
        });
        if (plan === null) continue;
        const problem = problemOf(plan);
        if (problem !== null) throw failed(problem);
        return { planner_id: planner.id, plan };
      }
      return null;
    },
  };
}
