import { isRecord } from '@kora/contracts';
import { positive, words } from '@kora/plugin-sdk/http';
import { errors } from '../errors.ts';
import type { LoadedInstance } from '../models/known-model.ts';
import type { ServerClient } from '../server/server-client.ts';

const PATH = '/api/v1/models/load';

/**
 * Loads a model with a context of so many tokens. Answers when it is loaded, which can take minutes without a byte.
 * @returns the instance and the context that it really has.
 * @throws KORA_LMSTUDIO_OUT_OF_MEMORY when LM Studio's guard rails say no, KORA_LMSTUDIO_MODEL_UNUSABLE.
 */
export async function loadModel(
  client: ServerClient,
  key: string,
  contextTokens: number,
  signal: AbortSignal,
): Promise<LoadedInstance> {
  const request = { model: key, context_length: contextTokens, echo_load_config: true };
  const body = await client.demand(PATH, request, { model_id: key }, signal);
  const answer = isRecord(body) ? body : {};
  const id = words(answer.instance_id);
  if (id === null) throw errors.KORA_LMSTUDIO_PROTOCOL({ reason: 'a load without an instance' });
  if (answer.status !== 'loaded') {
    const reason = `its state after loading is ${words(answer.status) ?? 'unknown'}`;
    throw errors.KORA_LMSTUDIO_MODEL_UNUSABLE({ model_id: key, reason });
  }
  const config = isRecord(answer.load_config) ? answer.load_config : {};
  return { id, context_tokens: positive(config.context_length) };
}
