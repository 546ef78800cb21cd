import { type DecodedPlan, isRecord, type Plan, type TaskPlanner } from '@kora/contracts';
import { isKoraError, type Planning } from '@kora/plugin-sdk';
import { serviceErrors } from '../errors.ts';

/** What is wrong with a graph and its notes as a plugin returned them. The graph itself is checked when it runs. */
function graphProblem({ graph, notes }: { readonly graph?: unknown; readonly notes?: unknown }): string | null {
  if (!isRecord(graph)) return 'its plan has no graph';
  return Array.isArray(notes) ? null : 'its plan has no list of notes';
}

/** What is wrong with a plan as a plugin returned it; null when its shape is right. */
function problemOf(plan: Plan, planner: TaskPlanner): string | null {
  const given: unknown = plan;
  if (!isRecord(given)) return 'it returned no plan';
  if (given.kind === 'needs_model') return typeof given.message === 'string' ? null : 'needs_model has no message';
  if (given.kind === 'planning' && planner.decode === undefined) return 'it lets a model plan and cannot decode';
  if (given.kind === 'graph' || given.kind === 'planning') return graphProblem(given);
  return 'the kind of its plan is none of graph, planning and needs_model';
}

/** What is wrong with what a planner made of a model's plan. */
function decodedProblem(decoded: DecodedPlan): string | null {
  const given: unknown = decoded;
  if (!isRecord(given)) return 'it decoded to nothing';
  if (given.kind === 'graph') return graphProblem(given);
  const { kind, reasons } = given;
  const refused = kind === 'refused' && Array.isArray(reasons) && reasons.length > 0;
  return refused && reasons.every((reason) => typeof reason === 'string') ? null : 'it refused without a reason';
}

/** Asks planners in the order of their ids until one does not decline. */
export function createPlanning(planners: () => Promise<readonly TaskPlanner[]>): Planning {
  const failedOf = (planner: string) => (reason: string, cause?: unknown) =>
    serviceErrors.KORA_PLANNER_FAILED({ planner, reason }, cause);
  /** What a planner's method gives; whatever it throws becomes an error that names it. */
  async function asked<T>(planner: string, work: () => Promise<T>, signal: AbortSignal): Promise<T> {
    try {
      return await work();
    } catch (error) {
      signal.throwIfAborted();
      if (isKoraError(error)) throw error;
      throw failedOf(planner)(error instanceof Error ? error.message : String(error), error);
    }
  }
  return {
    async prepare() {
      await planners();
    },
    async plan(request, signal) {
      const ordered = (await planners()).toSorted((a, b) => (a.id < b.id ? -1 : 1));
      for (const planner of ordered) {
        signal.throwIfAborted();
        const plan = await asked(planner.id, () => planner.plan(request, signal), signal);
        if (plan === null) continue;
        const problem = problemOf(plan, planner);
        if (problem !== null) throw failedOf(planner.id)(problem);
        return { planner_id: planner.id, plan };
      }
      return null;
    },
    async decode(planner_id, answer, request, signal) {
      const planner = (await planners()).find(({ id }) => id === planner_id);
      const decode = planner?.decode?.bind(planner);
      if (decode === undefined) throw failedOf(planner_id)('it is not there any more');
      const decoded = await asked(planner_id, () => decode(answer, request, signal), signal);
      const problem = decodedProblem(decoded);
      if (problem !== null) throw failedOf(planner_id)(problem);
      return decoded;
    },
  };
}
