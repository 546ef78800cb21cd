import type { JsonObject, PlanModel, PlanNote, PlanRequest } from '@kora/contracts';
import type { GraphDraft, Ref } from '../graph/draft.ts';
import { estimateTokens } from './estimate-tokens.ts';
import { trimHistory } from './trim-history.ts';

/** Part of a message to a model: text, or a reference to what a task gives. */
export type ContentPart =
  | string
  | { readonly $from: string; readonly pointer?: string; readonly as?: 'text' | 'json' | 'csv' };

/** What a model is asked. */
export interface Question {
  readonly name: string;
  readonly content: readonly ContentPart[];
  /** Tokens of the values that references will bring in, estimated. */
  readonly referenced?: number;
  /** Of the answer; text when absent. */
  readonly schema?: JsonObject;
}

const MARGIN = 64;
/** How old a validated answer to exactly the same question may be to be taken again: 30 days. */
export const REUSED_SECONDS = 2_592_000;

/** Adds the task that asks the model, with as much of the history as fits, and says what was left out. */
export function askModel(
  draft: GraphDraft,
  request: PlanRequest,
  model: PlanModel,
  { name, content, referenced = 0, schema = { type: 'string' } }: Question,
): { readonly answer: Ref; readonly notes: readonly PlanNote[] } {
  const { system_prompt = '' } = request;
  const said = content.reduce(
    (sum, piece) => sum + (typeof piece === 'string' ? estimateTokens(piece) : 0),
    referenced,
  );
  const own = said + estimateTokens(system_prompt);
  const room = model.context_tokens === null ? null : model.context_tokens - request.budget.max_tokens - own - MARGIN;
  const { kept, notes } = trimHistory(request.history, room);
  const only = content.length === 1 && typeof content[0] === 'string' ? content[0] : content;
  const answer = draft.ask('answer', {
    name,
    input: {
      messages: [
        ...(system_prompt === '' ? [] : [{ role: 'system' as const, content: system_prompt }]),
        ...kept.map(({ role, content }) => ({ role, content })),
        { role: 'user', content: only },
      ],
      parameters: request.parameters,
    },
    schema,
    budget: request.budget,
    ...(request.reuse ? { reuse: { max_age_s: REUSED_SECONDS } } : {}),
    routing: { model: model.model_id, ...(model.connector === null ? {} : { connector: model.connector }) },
  });
  return { answer, notes };
}
