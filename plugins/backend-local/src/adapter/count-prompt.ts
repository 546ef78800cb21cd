import type { ModelRequest } from '@kora/contracts';
import type { ChosenModel } from './choose-model.ts';

/** How many tokens a prompt has. */
export interface CountedPrompt {
  readonly tokens_in: number;
  /** False for an estimate, which may be wrong either way. */
  readonly exact: boolean;
  readonly warnings: readonly string[];
}

/** Counts a prompt with the model's own tokenizer where the connector can, and estimates it where not. Rejects only when the signal aborts. */
export async function countPrompt(
  { connector, descriptor }: ChosenModel,
  request: ModelRequest,
  signal: AbortSignal,
): Promise<CountedPrompt> {
  const warnings: string[] = [];
  if (connector.supports.token_counting && connector.countTokens !== undefined) {
    try {
      return { tokens_in: await connector.countTokens(request, signal), exact: true, warnings };
    } catch (error) {
      signal.throwIfAborted();
      const reason = error instanceof Error ? error.message : String(error);
      warnings.push(`the prompt's tokens could not be counted: ${reason}`.slice(0, 1024));
    }
  }
  const bytes = request.messages.reduce((sum, { content }) => sum + Buffer.byteLength(content) + 16, 0);
  const tokens_in = Math.ceil(bytes / 3);
  if (descriptor.context_tokens !== null && tokens_in >= descriptor.context_tokens) {
    warnings.push(`the prompt has about ${tokens_in} tokens and may not fit the context`);
  }
  return { tokens_in, exact: false, warnings };
}
