import type { Answer, PlanModel, PlanNote } from '@kora/contracts';
import type { InstalledModels } from '@kora/plugin-sdk';
import type { Question } from './make-plan.ts';

/** Longer texts are not worth a tokenizer's time for a number in a badge. */
const MOST_COUNTED = 400_000;

const countOf = (value: unknown) => (typeof value === 'number' && value > 0 ? Math.floor(value) : 0);

/** What would have been sent. What found no room in the model's context could not have been, so leaving it out avoided nothing. */
function sendable({ history, attachments, message }: Question, notes: readonly PlanNote[]): string {
  const trimmed = notes.find(({ code }) => code === 'history_trimmed')?.details.messages_left_out;
  const texts = attachments.map(({ name, text }) => {
    const cut = notes.find(({ code, details }) => code === 'attachment_excerpted' && details.name === name);
    return text.slice(countOf(cut?.details.characters_left_out));
  });
  return [...history.slice(countOf(trimmed)).map(({ content }) => content), ...texts, message].join('\n');
}

/** How many prompt tokens a model did not have to read, because not everything was sent to it. */
export async function tokensAvoided(
  question: Question,
  notes: readonly PlanNote[],
  model: PlanModel | null,
  tokens_in: number,
  models: InstalledModels,
  signal: AbortSignal,
): Promise<Pick<Answer, 'tokens_avoided' | 'tokens_avoided_exact'>> {
  const everything = sendable(question, notes);
  // Without a model there is no tokenizer, and an unknown name is estimated.
  const named = everything.length > MOST_COUNTED ? null : model;
  const { tokens, source } = await models.countTokens(named ?? { model_id: '', connector: null }, everything, signal);
  return { tokens_avoided: Math.max(0, tokens - tokens_in), tokens_avoided_exact: source === 'counted' };
}
