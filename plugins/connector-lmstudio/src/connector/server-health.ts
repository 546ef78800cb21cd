import type { ConnectorHealth } from '@kora/contracts';
import { isKoraError } from '@kora/plugin-sdk';
import { withinDeadline } from '@kora/plugin-sdk/http';
import { listLegacyModels, listModels, type ModelListing } from '../models/list-models.ts';
import type { ServerClient } from '../server/server-client.ts';

// LM Studio has no version endpoint.
const say = (status: ConnectorHealth['status'], message: string): ConnectorHealth => ({
  status,
  message,
  runtime_version: null,
});

/**
 * Asks for the lists of models, which loads none, and judges by their shape.
 * @param limitMs after which no answer is an answer, too.
 * @returns `not_running`, `failed` when something else answers or the token is wrong, `busy` when nothing comes, else
 * `no_model` or `ready`.
 */
export async function serverHealth(
  client: ServerClient,
  limitMs: number,
  caller: AbortSignal,
): Promise<ConnectorHealth> {
  const ask = async (signal: AbortSignal) => judge(client, await listModels(client, signal), signal);
  const late = () => say('busy', `LM Studio at ${client.address} takes connections but does not answer.`);
  try {
    return await withinDeadline(limitMs, caller, ask, late);
  } catch (error) {
    caller.throwIfAborted();
    if (!isKoraError(error)) throw error;
    return say(error.code === 'KORA_LMSTUDIO_NOT_RUNNING' ? 'not_running' : 'failed', error.message);
  }
}

async function judge(
  client: ServerClient,
  { api, models }: ModelListing,
  signal: AbortSignal,
): Promise<ConnectorHealth> {
  const where = `LM Studio at ${client.address}`;
  const writing = models.filter(({ kind }) => kind === 'llm');
  const loaded = writing.filter(({ instances }) => instances.length > 0);
  if (writing.length === 0) {
    const hint = api === 'native' ? 'Fetch one with `kora models pull`' : 'Fetch or load one in LM Studio';
    return say('no_model', `${where} has no model that writes text. ${hint}.`);
  }
  if (loaded.length > 0)
    return say('ready', `${where} is ready; ${loaded.length} of ${writing.length} models are loaded.`);
  // The older list leaves out what is not loaded when loading on demand is off; the newer one never does.
  const legacy = api === 'native' ? await listLegacyModels(client, signal) : null;
  if (legacy !== null && !legacy.some(({ kind }) => kind === 'llm')) {
    const message = `${where} has no model loaded and does not load on demand. Load one, or turn on just-in-time loading.`;
    return say('no_model', message);
  }
  return say('ready', `${where} is ready and loads models on demand.`);
}
