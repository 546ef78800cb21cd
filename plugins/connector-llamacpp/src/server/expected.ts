import type { ModelRequest } from '@kora/contracts';
import { errors } from '../errors.ts';
import { countTokens } from './count-tokens.ts';
import type { ServerClient } from './server-client.ts';
import { decodeProps } from './server-props.ts';

/** What is known of a call before its answer has ended. */
export interface Expected {
  /** Tokens of the prompt as the server counted them. */
  readonly prompt_tokens: number;
  /** Room for prompt and answer together; null when the server does not say. */
  readonly context_tokens: number | null;
}

/** What a call will take, and what there is: the prompt's tokens and the context, asked for side by side. */
export async function measure(client: ServerClient, request: ModelRequest, signal: AbortSignal): Promise<Expected> {
  const { model_id, max_tokens } = request;
  const path = `/props?model=${encodeURIComponent(model_id)}`;
  const [prompt_tokens, props] = await Promise.all([
    countTokens(client, request, signal),
    client.demand(path, undefined, { model_id, max_tokens }, signal),
  ]);
  return { prompt_tokens, context_tokens: decodeProps(props).context_tokens };
}

/**
 * Refuses what has no room, because a plain server cuts an answer that runs out of context as if it were finished.
 * @throws KORA_LLAMACPP_CONTEXT_OVERFLOW
 */
export function requireRoom({ prompt_tokens, context_tokens }: Expected, { model_id, max_tokens }: ModelRequest): void {
  if (context_tokens !== null && prompt_tokens + max_tokens > context_tokens)
    throw errors.KORA_LLAMACPP_CONTEXT_OVERFLOW({ model_id, prompt_tokens, max_tokens, context_tokens });
}
