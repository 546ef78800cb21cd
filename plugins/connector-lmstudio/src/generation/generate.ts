import type { ModelEvent, ModelRequest } from '@kora/contracts';
import { closingConnection, findServerError } from '@kora/plugin-sdk/http';
import { type Runtime, requireAllowed } from '../connector/runtime.ts';
import { type LoweredSchema, lowerSchema } from '../lower-schema/index.ts';
import { findModel } from '../models/find-model.ts';
import { type KnownModel, loadedContext } from '../models/known-model.ts';
import { listModels } from '../models/list-models.ts';
import { chatBody } from './chat-body.ts';
import { requireRoom } from './check-context.ts';
import { ensureLoaded } from './ensure-loaded.ts';
import { AnswerReader } from './read-answer.ts';
import { resolveSampling } from './sampling.ts';

const CHAT_PATH = '/v1/chat/completions';

/** What LM Studio cannot enforce of a schema with one model. */
export function schemaWarnings({ warnings }: LoweredSchema, model: KnownModel): readonly string[] {
  const mlx = 'the schema is enforced by the MLX engine of LM Studio, whose limits are not known';
  return [...warnings, ...(model.format === 'mlx' ? [mlx] : [])];
}

/** A status of 200 proves nothing: an unknown path, or an error, is then JSON in one piece, which reads as no events. */
function isStream(response: Response): boolean {
  return response.ok && (response.headers.get('content-type') ?? '').startsWith('text/event-stream');
}

/**
 * One call: find the model, see that it may be asked and that the prompt can fit, load it if need be, generate.
 * @throws every fault by name; the reason of the signal when it is aborted before the answer begins.
 */
export async function* generate(
  runtime: Runtime,
  request: ModelRequest,
  signal: AbortSignal,
): AsyncGenerator<ModelEvent> {
  const { client, config } = runtime;
  const listing = await listModels(client, signal);
  const model = findModel(listing.models, request.model_id);
  requireAllowed(runtime, model);
  requireRoom(request, loadedContext(model, request.model_id) ?? model.max_context_tokens);
  const target = await ensureLoaded(runtime, listing, request, signal);
  requireRoom(request, target.context_tokens);
  const parameters = resolveSampling(request.parameters);
  const lowered = request.schema === null ? null : lowerSchema(request.schema);
  const body = chatBody(target.name, request, parameters, lowered, config.idle_seconds);
  yield* closingConnection<ModelEvent>(signal, async function* (bounded) {
    const response = await client.send({ path: CHAT_PATH, body }, bounded);
    if (!isStream(response) || response.body === null) {
      const answer = await client.read(response, bounded);
      if (response.ok && findServerError(answer.body) === null) throw client.unexpected('an answer that is no stream');
      throw client.fault(answer.status, answer.body, CHAT_PATH, request);
    }
    yield {
      type: 'start',
      model_id: request.model_id,
      digest: null,
      structured_output: lowered?.constraint ?? 'none',
      tokens_in: null,
      seed: parameters.seed,
      parameters,
      warnings: lowered === null ? [] : schemaWarnings(lowered, target.model),
    };
    yield* new AnswerReader(runtime, request, target).read(response.body, bounded);
  });
}
