import { isRecord, type PullEvent } from '@kora/contracts';
import type { KoraError } from '@kora/plugin-sdk';
import { closingConnection, findServerError, readNdjson } from '@kora/plugin-sdk/http';
import { errors } from '../errors.ts';
import { reasonOf } from '../server/error-normaliser.ts';
import type { OllamaClient } from '../server/server-client.ts';
import { PullProgress } from './pull-progress.ts';

/** What a line reports, or null. It comes with status 200, because the first line was already sent. */
function pullFault(line: unknown, model_id: string): KoraError | null {
  const error = findServerError(line);
  if (error === null) return null;
  if (/file does not exist|manifest unknown/.test(error.message))
    return errors.KORA_OLLAMA_NOT_IN_LIBRARY({ model_id });
  return errors.KORA_OLLAMA_PULL_FAILED({ model_id, reason: reasonOf(error.message) });
}

/**
 * Lets Ollama fetch a model and tells how far it is. Closing the connection ends the download; the next pull goes on from
 * there. Always streamed, because the other form says nothing until the end.
 * @throws KORA_OLLAMA_NOT_IN_LIBRARY, KORA_OLLAMA_PULL_FAILED, and KORA_OLLAMA_INCOMPLETE without Ollama's `success`.
 */
export function pullModel(client: OllamaClient, model_id: string, caller: AbortSignal): AsyncGenerator<PullEvent> {
  return closingConnection(caller, async function* (signal) {
    const question = { path: '/api/pull', body: { model: model_id, stream: true }, model_id };
    const progress = new PullProgress();
    try {
      const response = await client.begin(question, signal);
      for await (const line of readNdjson(response.body ?? [], client.unexpected)) {
        signal.throwIfAborted();
        const fault = pullFault(line, model_id);
        if (fault !== null) throw fault;
        yield progress.take(line);
        if (isRecord(line) && line.status === 'success') return;
      }
      throw errors.KORA_OLLAMA_INCOMPLETE({ server: client.address, what: 'the download' });
    } catch (error) {
      throw client.brokenBy(error, signal);
    }
  });
}
