import type { JsonObject, ModelRequest } from '@kora/contracts';
import type { LoweredSchema } from '../lower-schema/index.ts';
import { FIXED_SAMPLING, type Sampling } from '../runtime/sampling.ts';

function responseFormat(lowered: LoweredSchema): JsonObject {
  if (lowered.constraint === 'json') return { type: 'json_object' };
  return { type: 'json_schema', json_schema: { name: 'output', strict: true, schema: lowered.schema } };
}

/**
 * The body of `POST /v1/chat/completions`: exactly these fields, whose ranges the contract has checked. Always streamed,
 * because llama-server notices that a client has left only then.
 */
export function chatBody(
  request: ModelRequest,
  sampling: Sampling,
  lowered: LoweredSchema | null,
  reusePrompt: boolean,
): JsonObject {
  return {
    model: request.model_id,
    messages: request.messages.map(({ role, content }) => ({ role, content })),
    max_tokens: request.max_tokens,
    temperature: sampling.temperature,
    top_p: sampling.top_p,
    top_k: FIXED_SAMPLING.top_k,
    min_p: FIXED_SAMPLING.min_p,
    repeat_penalty: 1,
    seed: sampling.seed,
    stop: sampling.stop,
    cache_prompt: reusePrompt,
    stream: true,
    stream_options: { include_usage: true },
    ...(lowered === null ? {} : { response_format: responseFormat(lowered) }),
  };
}
