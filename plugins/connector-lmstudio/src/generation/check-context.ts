import type { ModelRequest, ModelUsage } from '@kora/contracts';
import { errors } from '../errors.ts';
import type { Ending } from './finish-reason.ts';
import { fewestTokens } from './prompt-tokens.ts';

/**
 * Refuses what cannot fit, before anything is generated. LM Studio would cut the middle out of it, or roll the window.
 * @param context tokens; null when it is not known.
 * @throws KORA_LMSTUDIO_CONTEXT_OVERFLOW
 */
export function requireRoom(request: ModelRequest, context: number | null): void {
  const { model_id, max_tokens } = request;
  const prompt_tokens = fewestTokens(request.messages);
  if (context === null || prompt_tokens + max_tokens <= context) return;
  const excess_tokens = prompt_tokens + max_tokens - context;
  const facts = { model_id, prompt_tokens, max_tokens, context_tokens: context, excess_tokens };
  throw errors.KORA_LMSTUDIO_CONTEXT_OVERFLOW(facts);
}

/**
 * Holds what LM Studio reports against what was asked and what fits: its overflow policies lose context in silence.
 * @throws KORA_LMSTUDIO_PROMPT_CUT, KORA_LMSTUDIO_CONTEXT_FULL
 */
export function requireWhole(request: ModelRequest, ending: Ending, usage: ModelUsage, context: number | null): void {
  const { model_id, max_tokens } = request;
  const { tokens_in, tokens_out, source } = usage;
  const prompt_tokens = fewestTokens(request.messages);
  const isReported = source === 'reported';
  if (isReported && tokens_in < prompt_tokens)
    throw errors.KORA_LMSTUDIO_PROMPT_CUT({ model_id, prompt_tokens, read_tokens: tokens_in });
  const total = tokens_in + tokens_out;
  const isOver = isReported && context !== null && total > context;
  // An answer that ends for its length without having reached it ended for lack of context.
  const isShort =
    isReported && ending === 'length' && tokens_out < max_tokens && context !== null && total >= context - 1;
  if (ending === 'context' || isOver || isShort) {
    throw errors.KORA_LMSTUDIO_CONTEXT_FULL({
      model_id,
      prompt_tokens: tokens_in,
      answer_tokens: tokens_out,
      context_tokens: context,
    });
  }
}
