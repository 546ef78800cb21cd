import { isRecord } from '@kora/contracts';
import type { OllamaConfig } from '../config/ollama-config.ts';
import { errors } from '../errors.ts';
import type { OllamaClient } from '../server/server-client.ts';

/**
 * One vector per text, in their order, of length 1. With `truncate` off a text that is too long is an error.
 * @throws KORA_OLLAMA_PROTOCOL when the answer is not that, and what Ollama says otherwise.
 */
export async function embedTexts(
  client: OllamaClient,
  model: { readonly name: string; readonly context_tokens: number },
  inputs: readonly string[],
  config: OllamaConfig,
  signal: AbortSignal,
): Promise<readonly (readonly number[])[]> {
  if (inputs.length === 0) return [];
  const body = {
    model: model.name,
    input: inputs,
    truncate: false,
    ...(config.keep_alive === null ? {} : { keep_alive: config.keep_alive }),
    options: { num_ctx: model.context_tokens },
  };
  const { name: model_id, context_tokens } = model;
  const answer = await client.demand({ path: '/api/embed', body, model_id, context_tokens }, signal);
  const vectors = isRecord(answer) ? answer.embeddings : undefined;
  if (!Array.isArray(vectors) || vectors.length !== inputs.length || !vectors.every(isVector)) {
    throw errors.KORA_OLLAMA_PROTOCOL({ reason: 'it did not send one vector for each text' });
  }
  return vectors;
}

function isVector(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.length > 0 && value.every((item) => Number.isFinite(item));
}
