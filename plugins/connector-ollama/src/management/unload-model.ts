import { isRecord } from '@kora/contracts';
import { errors } from '../errors.ts';
import type { OllamaClient } from '../server/server-client.ts';

/**
 * Asks Ollama to let a model go; it does so when the calls that run have ended. Also answers for one that is not loaded.
 * @throws KORA_OLLAMA_PROTOCOL when Ollama does not say that it will.
 */
export async function unloadModel(client: OllamaClient, name: string, signal: AbortSignal): Promise<void> {
  const body = { model: name, messages: [], keep_alive: 0 };
  const answer = await client.demand({ path: '/api/chat', body, model_id: name }, signal);
  if (isRecord(answer) && answer.done_reason === 'unload') return;
  throw errors.KORA_OLLAMA_PROTOCOL({ reason: `it did not say that it unloads ${name}` });
}
