import type { ChatSettings, Plan, PlanModel, PlanRequest } from '@kora/contracts';
import type { InstalledModels, Planning } from '@kora/plugin-sdk';
import { conversationErrors } from '../errors.ts';

/** What a message is planned from, apart from the model. */
export type Question = Omit<PlanRequest, 'mode' | 'model'>;

/** The model for what cannot be computed: the chosen one, that of studio.json, or the only sensible guess; null when there is none. */
export async function modelFor(
  settings: ChatSettings,
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

/** A plan that can run, and the model that it was made for. */
export interface Planned {
  readonly plan: Extract<Plan, { readonly kind: 'graph' }>;
  readonly model: PlanModel | null;
}

/**
 * Plans an answer. What can be computed is planned before any runtime is asked for its models, so that it waits for none.
 * @throws KORA_CHAT_NEEDS_MODEL, KORA_PLANNER_FAILED
 */
export async function makePlan(
  question: Question,
  settings: ChatSettings,
  { planning, models }: { readonly planning: Planning; readonly models: InstalledModels },
  signal: AbortSignal,
): Promise<Planned> {
  const ask = async (mode: ChatSettings['mode'], model: PlanModel | null) =>
    (await planning.plan({ ...question, mode, model }, signal))?.plan ?? null;
  const none =
    'No planner could make anything of this message. Is the plugin planner-chat installed? See GET /plugins.';
  if (settings.mode !== 'model_planned') {
    const computed = await ask('deterministic_only', null);
    if (computed?.kind === 'graph') return { plan: computed, model: null };
    if (settings.mode === 'deterministic_only') {
      const reason = computed?.message ?? none;
      throw conversationErrors.KORA_CHAT_NEEDS_MODEL({ reason, next: 'allow_model' });
    }
  }
  const model = await modelFor(settings, models, signal);
  const plan = await ask(settings.mode, model);
  if (plan?.kind === 'graph') return { plan, model };
  throw conversationErrors.KORA_CHAT_NEEDS_MODEL({ reason: plan?.message ?? none, next: 'get_model' });
}
