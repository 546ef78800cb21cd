import { setTimeout as sleep } from 'node:timers/promises';
import { findServerError } from '@kora/plugin-sdk/http';
import { errors } from '../errors.ts';
import type { ServerClient } from './server-client.ts';
import { decodeModels, type ServerModelState } from './server-models.ts';

/** Milliseconds between two looks at a model that is on its way in or out. */
const POLL_MS = 100;
/** Looks after which a model that is still not even loading will not come. */
const LOOKS_FOR_A_START = 50;
/** Looks after which a model that is still there will not go. */
const LOOKS_FOR_AN_END = 300;

async function stateOf(client: ServerClient, model_id: string, signal: AbortSignal): Promise<ServerModelState> {
  const list = await client.demand('/v1/models', undefined, { model_id, max_tokens: 0 }, signal);
  const model = decodeModels(list).find(({ descriptor }) => descriptor.model_id === model_id);
  if (model === undefined) throw errors.KORA_LLAMACPP_MODEL_NOT_FOUND({ model_id });
  return model.state;
}

/** Asks a router to load or unload; that the model is there already, or gone already, is what was wanted. */
async function ask(client: ServerClient, what: 'load' | 'unload', model_id: string, signal: AbortSignal) {
  const { status, body } = await client.ask({ path: `/models/${what}`, body: { model: model_id } }, signal);
  const words = findServerError(body)?.message ?? '';
  if (status === 200 || /^model is (?:already|not) running$/.test(words)) return;
  throw client.fault(status, body, { model_id, max_tokens: 0 });
}

/**
 * Has a router load a model and waits until it is there, however long that takes; the signal ends the waiting. A router could do
 * that by itself at the first call, unless it was told not to, but does not say then why it failed. Does nothing on a plain
 * server, whose model is always loaded.
 * @throws KORA_LLAMACPP_MODEL_NOT_FOUND, KORA_LLAMACPP_MODEL_UNUSABLE
 */
export async function ensureLoaded(client: ServerClient, model_id: string, signal: AbortSignal): Promise<void> {
  let looks = 0;
  for (;;) {
    const state = await stateOf(client, model_id, signal);
    if (state === 'loaded') return;
    if (looks === 0 && state !== 'loading') await ask(client, 'load', model_id, signal);
    else if (state === 'failed' || (state === 'unloaded' && looks > LOOKS_FOR_A_START)) {
      const reason = 'the llama-server that was to load it gave up, and its log says why';
      throw errors.KORA_LLAMACPP_MODEL_UNUSABLE({ model_id, reason });
    }
    looks += 1;
    await sleep(POLL_MS, undefined, { signal }).catch(() => signal.throwIfAborted());
  }
}

/**
 * Has a router unload a model and waits until it is gone, so that the next call does not meet it on its way out.
 * @throws KORA_LLAMACPP_PROTOCOL when it stays
 */
export async function ensureUnloaded(client: ServerClient, model_id: string, signal: AbortSignal): Promise<void> {
  const state = await stateOf(client, model_id, signal);
  if (state !== 'loaded' && state !== 'loading') return;
  await ask(client, 'unload', model_id, signal);
  for (let looks = 0; looks < LOOKS_FOR_AN_END; looks++) {
    if ((await stateOf(client, model_id, signal)) !== 'loaded') return;
    await sleep(POLL_MS, undefined, { signal }).catch(() => signal.throwIfAborted());
  }
  throw errors.KORA_LLAMACPP_PROTOCOL({ reason: `it was told to unload "${model_id}" and keeps it` });
}
