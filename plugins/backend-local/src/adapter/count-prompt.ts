import { clipText, type ModelRequest } from '@kora/contracts';
import { unlessAborted } from '@kora/plugin-sdk';
import type { ChosenModel } from './choose-model.ts';
import type { PromptBounds } from './prompt-bounds.ts';
import { isCount } from './read-model-event.ts';

/** Tokens of the context that stay free: runtimes keep a few for themselves, and refuse a call that would fill it. */
export const CONTEXT_RESERVE = 16;

/** How many tokens a prompt has. */
export interface CountedPrompt {
  readonly tokens_in: number;
  /** False for an estimate, which may be wrong either way. */
  readonly exact: boolean;
  /** What it does not exceed, where that proves that it fits; it was not counted then. */
  readonly at_most?: number;
  readonly warnings: readonly string[];
}

/** What else decides whether a count is needed. */
export interface CountingParts {
  readonly bounds: PromptBounds;
  /** The most that the call may generate. */
  readonly max_tokens: number;
}

/**
 * Counts a prompt with the model's own tokenizer where the connector can, and estimates it where not, or where it fits whatever the
 * count would be. Rejects only when the signal aborts.
 */
export async function countPrompt(
  chosen: ChosenModel,
  request: ModelRequest,
  { bounds, max_tokens }: CountingParts,
  signal: AbortSignal,
): Promise<CountedPrompt> {
  const { connector, descriptor } = chosen;
  const { messages } = request;
  const warnings: string[] = [];
  const bytes = messages.reduce((sum, { content }) => sum + Buffer.byteLength(content) + 16, 0);
  const tokens_in = Math.ceil(bytes / 3);
  if (connector.supports.token_counting && connector.countTokens !== undefined) {
    const at_most = bounds.of(chosen, messages);
    const needed = at_most === null ? Number.POSITIVE_INFINITY : at_most + max_tokens + CONTEXT_RESERVE;
    if (at_most !== null && descriptor.context_tokens !== null && needed <= descriptor.context_tokens)
      return { tokens_in, exact: false, at_most, warnings };
    try {
      const counted = await unlessAborted(connector.countTokens(request, signal), signal);
      if (!isCount(counted)) throw new TypeError(`${connector.id} gave no number of tokens`);
      bounds.learn(chosen, messages, counted);
      return { tokens_in: counted, exact: true, warnings };
    } catch (error) {
      signal.throwIfAborted();
      const reason = error instanceof Error ? error.message : String(error);
      warnings.push(clipText(`the prompt's tokens could not be counted: ${reason}`, 1024));
    }
  }
  if (descriptor.context_tokens !== null && tokens_in >= descriptor.context_tokens) {
    warnings.push(`the prompt has about ${tokens_in} tokens and may not fit the context`);
  }
  return { tokens_in, exact: false, warnings };
}
