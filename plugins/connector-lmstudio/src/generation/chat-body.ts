import type { JsonObject, ModelRequest } from '@kora/contracts';
import type { LoweredSchema } from '../lower-schema/index.ts';
import { FIXED_SAMPLING, type Sampling } from './sampling.ts';

/** `json_schema` even where any JSON will do: LM Studio refuses the type `json_object`. */
function responseFormat(lowered: LoweredSchema): JsonObject {
  return { type: 'json_schema', json_schema: { name: 'output', strict: true, schema: lowered.schema } };
}

/**
 * The body of `POST /v1/chat/completions`: exactly these fields, whose ranges the contract has checked. Always streamed,
 * because only then a closed connection ends the generation, and because a stream shows that something happens.
 * @param model key or instance, as LM Studio knows it.
 */
export function chatBody(
  model: string,
  request: ModelRequest,
  sampling: Sampling,
  lowered: LoweredSchema | null,
  idleSeconds: number | null,
): JsonObject {
  return {
    model,
    messages: request.messages.map(({ role, content }) => ({ role, content })),
    max_tokens: request.max_tokens,
    temperature: sampling.temperature,
    top_p: sampling.top_p,
    ...FIXED_SAMPLING,
    seed: sampling.seed,
    ...(sampling.stop.length > 0 ? { stop: sampling.stop } : {}),
    stream: true,
    stream_options: { include_usage: true },
    ...(lowered === null ? {} : { response_format: responseFormat(lowered) }),
    ...(idleSeconds === null ? {} : { ttl: idleSeconds }),
  };
}
