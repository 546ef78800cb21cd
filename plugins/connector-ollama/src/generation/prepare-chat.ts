import type { ModelRequest } from '@kora/contracts';
import type { Logger } from '@kora/plugin-sdk';
import type { OllamaConfig } from '../config/ollama-config.ts';
import { schemaFor } from '../lower-schema/schema-for.ts';
import type { ModelDirectory } from '../models/model-directory.ts';
import type { TaggedModel } from '../models/tagged-model.ts';
import type { OllamaClient } from '../server/server-client.ts';
import { chatBody } from './chat-body.ts';
import { chooseContext } from './choose-context.ts';
import { chooseThinking } from './choose-thinking.ts';
import { leastTokens } from './least-tokens.ts';
import { requireRoom } from './require-context-kept.ts';
import type { ChatCall } from './run-chat.ts';
import { resolveSampling, type Sampling } from './sampling.ts';

/** What a call is prepared with. */
export interface ChatSetting {
  readonly client: OllamaClient;
  readonly directory: ModelDirectory;
  readonly config: OllamaConfig;
  readonly log: Logger;
  readonly allowsRemote: boolean;
}

/** A request's stop sequences replace the model's own in Ollama, so these have to go along. */
async function withOwnStops(
  sampling: Sampling,
  model: TaggedModel,
  { client, directory }: ChatSetting,
  signal: AbortSignal,
): Promise<Sampling> {
  if (sampling.stop.length === 0 || model.remote_host !== null) return sampling;
  const { stop } = await directory.details(client, model, signal);
  return { ...sampling, stop: [...new Set([...stop, ...sampling.stop])] };
}

/**
 * Decides everything about a call of a model.
 * @throws KORA_OLLAMA_BAD_REQUEST, KORA_OLLAMA_CONTEXT_OVERFLOW, and what asking about the model throws.
 */
export async function prepareChat(
  request: ModelRequest,
  listed: TaggedModel,
  setting: ChatSetting,
  signal: AbortSignal,
): Promise<ChatCall> {
  const { client, directory, config, log, allowsRemote } = setting;
  const checked = resolveSampling(request);
  const model = await directory.complete(client, listed, signal);
  const sampling = await withOwnStops(checked, model, setting, signal);
  const { max_tokens, model_id } = request;
  const context_tokens = chooseContext(model, config);
  const prompt_tokens = leastTokens(request.messages.map(({ content }) => content));
  const facts = { model_id, prompt_tokens, context_tokens, max_tokens };
  requireRoom(facts);

  const constrained = request.schema === null ? null : schemaFor(model, request.schema);
  const { think, warnings } = chooseThinking(model, request, config);
  const format = constrained?.format ?? null;
  const plan = { name: model.name, num_ctx: context_tokens, sampling, think, format };
  return {
    client,
    request,
    facts,
    log,
    allowsRemote,
    question: { path: '/api/chat', body: chatBody(request, plan, config), ...facts },
    start: {
      type: 'start',
      model_id,
      digest: model.digest,
      structured_output: constrained?.constraint ?? 'none',
      tokens_in: null,
      seed: sampling.seed,
      parameters: sampling,
      warnings: [...warnings, ...(constrained?.warnings ?? [])],
    },
  };
}
