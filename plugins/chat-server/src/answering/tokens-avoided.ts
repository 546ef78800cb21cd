import type { Answer, PlanModel } from '@kora/contracts';
import type { InstalledModels } from '@kora/plugin-sdk';
import type { Question } from './make-plan.ts';

/** Longer texts are not worth a tokenizer's time for a number in a badge. */
const MOST_COUNTED = 400_000;

/** How many prompt tokens a model did not have to read, because not everything was sent to it. */
export async function tokensAvoided(
  question: Question,
  model: PlanModel | null,
  tokens_in: number,
  models: InstalledModels,
  signal: AbortSignal,
): Promise<Pick<Answer, 'tokens_avoided' | 'tokens_avoided_exact'>> {
  const everything = [
    ...question.history.map(({ content }) => content),
    ...question.attachments.map(({ text }) => text),
    question.message,
  ].join('\n');
  // Without a model there is no tokenizer, and an unknown name is estimated.
  const named = everything.length > MOST_COUNTED ? null : model;
  const { tokens, source } = await models.countTokens(named ?? { model_id: '', connector: null }, everything, signal);
  return { tokens_avoided: Math.max(0, tokens - tokens_in), tokens_avoided_exact: source === 'counted' };
}
