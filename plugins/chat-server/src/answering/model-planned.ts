import { type DecodedPlan, type ExecutionResult, isRecord, type Json, type PlanNote } from '@kora/contracts';
import { isKoraError } from '@kora/plugin-sdk';
import type { RunnablePlan } from './make-plan.ts';

/** What an answer that a model plans is made with. */
export interface PlanningSteps {
  /** Runs the graph that asks for a plan. */
  plan(planning: RunnablePlan): Promise<ExecutionResult>;
  /** Runs a graph that answers. @throws the errors of `POST /execute` for a graph that is refused. */
  run(plan: RunnablePlan): Promise<ExecutionResult>;
  /** Counts a run whose output is not the answer. */
  setAside(result: ExecutionResult): void;
  decode(answer: Json): Promise<DecodedPlan>;
  /** Plans without the model's plan. */
  directly(): Promise<RunnablePlan>;
}

/** How planning may fail so that asking directly can still go well. Without a model, or out of the line, it cannot. */
const PLANNING_MISTAKES: ReadonlySet<string> = new Set(['VALIDATION_ERROR', 'BUDGET_BREACH', 'TIMEOUT']);
const MOST_REASONS = 4;

/** Why Studio refused to run a graph, a sentence for each issue; null for an error that says nothing about the graph. */
function refusal(error: unknown): readonly string[] | null {
  if (!isKoraError(error)) return null;
  const { error_type, message, details } = error.toBody();
  if (error_type !== 'VALIDATION_ERROR' && error_type !== 'VERSION_MISMATCH') return null;
  const { issues } = details;
  const told = Array.isArray(issues) ? issues.filter(isRecord) : [];
  return told.length === 0 ? [message] : told.map((issue) => `${issue.path} ${issue.message}.`);
}

/** Why a run failed when its plan is to blame: a step that computes could not. Null for any other end. */
function mistakeOf({ status, telemetry, error }: ExecutionResult): readonly string[] | null {
  if (status !== 'failed') return null;
  const failed = telemetry.tasks.find(({ task_id }) => task_id === telemetry.failed_task);
  if (failed === undefined || failed.task_type === 'model') return null;
  return [error?.message ?? `Step ${failed.task_id} failed.`];
}

/** The note that says why a model's plan was given up, and what happens instead. */
function givenUp(code: 'plan_refused' | 'plan_failed', reasons: readonly string[]): PlanNote {
  const what = code === 'plan_refused' ? 'was refused' : 'did not work out';
  const shown = reasons.slice(0, MOST_REASONS).join(' ');
  const message = `The model's plan ${what}, and the model is asked directly instead. ${shown}`;
  return { code, message: message.slice(0, 2_000).toWellFormed(), details: { reasons } };
}

/**
 * Has a model plan an answer, and runs its plan. The rule for a plan that is none, is refused, or whose computing fails: the model
 * is asked directly, once, and a note says so. Everything that was asked counts.
 * @returns the result of the run that answers, or that failed or was cancelled on the way
 */
export async function runModelPlanned(planning: RunnablePlan, steps: PlanningSteps): Promise<ExecutionResult> {
  const written = await steps.plan(planning);
  if (written.status === 'cancelled') return written;
  const instead = async (code: 'plan_refused' | 'plan_failed', reasons: readonly string[]) => {
    const { graph, notes } = await steps.directly();
    return steps.run({ graph, notes: [givenUp(code, reasons), ...notes] });
  };
  if (written.status === 'failed') {
    if (!PLANNING_MISTAKES.has(written.error?.error_type ?? '')) return written;
    steps.setAside(written);
    return instead('plan_refused', [written.error?.message ?? 'The model wrote no plan.']);
  }
  steps.setAside(written);
  const decoded = await steps.decode(written.final_output);
  if (decoded.kind === 'refused') return instead('plan_refused', decoded.reasons);
  let result: ExecutionResult;
  try {
    result = await steps.run(decoded);
  } catch (error) {
    const reasons = refusal(error);
    if (reasons === null) throw error;
    return instead('plan_refused', reasons);
  }
  const mistake = mistakeOf(result);
  if (mistake === null) return result;
  steps.setAside(result);
  return instead('plan_failed', mistake);
}
