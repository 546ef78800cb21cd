import { errors } from '../errors.ts';
import { identifyServer } from '../server/identify-server.ts';
import type { ServerClient } from '../server/server-client.ts';
import { isUnknownEndpoint } from '../server/unknown-endpoint.ts';
import { decodeNativeList } from './decode-native-list.ts';
import { decodeLegacyList, decodeOpenAiList } from './decode-older-lists.ts';
import type { KnownModel } from './known-model.ts';

/** Which of LM Studio's APIs listed: 0.4 and later, 0.3.6 and later, or the one of all versions. */
export type ListApi = 'native' | 'legacy' | 'openai';

/** The models that LM Studio lists; with an older API perhaps only the loaded ones. */
export interface ModelListing {
  readonly api: ListApi;
  readonly models: readonly KnownModel[];
}

const LISTS = [
  { api: 'native', path: '/api/v1/models', read: decodeNativeList },
  { api: 'legacy', path: '/api/v0/models', read: decodeLegacyList },
  { api: 'openai', path: '/v1/models', read: decodeOpenAiList },
] as const satisfies readonly { api: ListApi; path: string; read: unknown }[];

/**
 * Asks for the models, by the best API that this LM Studio has. The shape of an answer decides and never its status: an
 * unknown path is answered with 200, and only LM Studio's own words for it lead on to the next list.
 * @throws KORA_LMSTUDIO_NOT_LMSTUDIO when something else answers, KORA_LMSTUDIO_REFUSED without the right token.
 */
export async function listModels(client: ServerClient, signal: AbortSignal): Promise<ModelListing> {
  for (const { api, path, read } of LISTS) {
    const { status, body, text } = await client.ask({ path }, signal);
    const models = read(body);
    if (models !== null) return { api, models };
    if (isUnknownEndpoint(body)) continue;
    const what = identifyServer(status, body, text);
    if (what === null) throw client.fault(status, body, path, {});
    throw errors.KORA_LMSTUDIO_NOT_LMSTUDIO({ server: client.address, what });
  }
  throw errors.KORA_LMSTUDIO_TOO_OLD({ server: client.address, path: LISTS[0].path });
}

/** The list of the older API alone, null when there is none: it alone shows whether models load on demand. */
export async function listLegacyModels(
  client: ServerClient,
  signal: AbortSignal,
): Promise<readonly KnownModel[] | null> {
  return decodeLegacyList((await client.ask({ path: '/api/v0/models' }, signal)).body);
}
