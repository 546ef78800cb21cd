import { type ConnectorHealth, isRecord } from '@kora/contracts';
import { errors } from '../errors.ts';
import { decodeTags } from '../models/tagged-model.ts';
import { identifyServer } from '../server/identify-server.ts';
import type { OllamaClient } from '../server/server-client.ts';

/**
 * Asks `/api/version` and `/api/tags`, which load nothing and carry nothing of the user's. Both have to have Ollama's
 * shape: LM Studio answers 200 to any path.
 * @throws KORA_OLLAMA_NOT_RUNNING, KORA_OLLAMA_NOT_OLLAMA, KORA_OLLAMA_SILENT, KORA_OLLAMA_REFUSED and the like.
 */
export async function ollamaHealth(client: OllamaClient, signal: AbortSignal): Promise<ConnectorHealth> {
  const body = await client.demandSoon({ path: '/api/version' }, signal);
  const version = isRecord(body) ? body.version : undefined;
  if (typeof version !== 'string') {
    throw errors.KORA_OLLAMA_NOT_OLLAMA({ server: client.address, what: identifyServer(body) });
  }
  const models = decodeTags(await client.demandSoon({ path: '/api/tags' }, signal), client.address);
  const local = models.filter(({ remote_host }) => remote_host === null).length;
  const runtime_version = `Ollama ${version.slice(0, 64).toWellFormed()}`;
  if (local === 0) {
    const message = `Ollama at ${client.address} has no model of its own. Fetch one with \`kora models pull\`.`;
    return { status: 'no_model', message, runtime_version };
  }
  const message = `Ollama at ${client.address} is ready with ${local} model${local === 1 ? '' : 's'}.`;
  return { status: 'ready', message, runtime_version };
}
