import type { ChatSettings, Plan, PlanModel, PlanRequest } from '@kora/contracts';
import type { InstalledModels, Planning } from '@kora/plugin-sdk';
import { conversationErrors } from '../errors.ts';

/** What a message is planned from, apart from the model. */
export type Question = Omit<PlanRequest, 'mode' | 'model'>;

/** The model for what cannot be computed: the chosen one, that of studio.json, or the only sensible guess; null when there is none. */
export async function modelFor(
  settings: Pick<ChatSettings, 'model'>,
  models: InstalledModels,
  signal: AbortSignal,
): Promise<PlanModel | null> {
  const chosen = settings.model ?? models.default;
  const installed = (await models.list(signal)).models;
  const match = installed.find(
    ({ model_id, connector }) =>
      model_id === chosen?.model_id && (chosen.connector === null || chosen.connector === connector),
  );
  if (chosen !== null) return { ...chosen, context_tokens: match?.context_tokens ?? null };
  // Nothing that leaves this computer is ever guessed; what is in memory already answers soonest.
  const local = installed.filter(({ remote }) => !remote);
  const guess = local.find(({ loaded }) => loaded) ?? local[0];
  if (guess === undefined) return null;
  const { model_id, connector, context_tokens } = guess;
  return { model_id, connector, context_tokens };
}

/** A graph with its notes, as it can run. */
export type RunnablePlan = Pick<Extract<Plan, { readonly graph: unknown }>, 'graph' | 'notes'>;

/** A plan that can run, what it was asked for with, and who made it. */
export interface Planned {
  readonly plan: Exclude<Plan, { readonly kind: 'needs_model' }>;
  readonly request: PlanRequest;
  readonly planner_id: string;
}

const NO_PLAN =
  'No planner could make anything of this message. Is the plugin planner-chat installed? See GET /plugins.';

/**
 * Plans an answer. What can be computed is planned before any runtime is asked for its models, so that it waits for none.
 * @throws KORA_CHAT_NEEDS_MODEL, KORA_PLANNER_FAILED
 */
export async function makePlan(
  question: Question,
  settings: Pick<ChatSettings, 'mode' | 'model'>,
  { planning, models }: { readonly planning: Planning; readonly models: InstalledModels },
  signal: AbortSignal,
): Promise<Planned> {
  const ask = async (mode: ChatSettings['mode'], model: PlanModel | null): Promise<Planned | string> => {
    const request = { ...question, mode, model };
    const made = await planning.plan(request, signal);
    if (made === null) return NO_PLAN;
    const { plan, planner_id } = made;
    return plan.kind === 'needs_model' ? plan.message : { plan, request, planner_id };
  };
  const computed = await ask('deterministic_only', null);
  if (typeof computed !== 'string') return computed;
  if (settings.mode === 'deterministic_only')
    throw conversationErrors.KORA_CHAT_NEEDS_MODEL({ reason: computed, next: 'allow_model' });
  const planned = await ask(settings.mode, await modelFor(settings, models, signal));
  if (typeof planned !== 'string') return planned;
  throw conversationErrors.KORA_CHAT_NEEDS_MODEL({ reason: planned, next: 'get_model' });
}
