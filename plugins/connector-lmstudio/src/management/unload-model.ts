import { isRecord } from '@kora/contracts';
import { errors } from '../errors.ts';
import { findModel } from '../models/find-model.ts';
import { listModels } from '../models/list-models.ts';
import type { ServerClient } from '../server/server-client.ts';

const PATH = '/api/v1/models/unload';

/**
 * Takes every instance of a model out of memory; one that is not loaded is left alone.
 * @throws KORA_LMSTUDIO_TOO_OLD before LM Studio 0.4, KORA_LMSTUDIO_MODEL_NOT_FOUND.
 */
export async function unloadModel(client: ServerClient, modelId: string, signal: AbortSignal): Promise<void> {
  const listing = await listModels(client, signal);
  if (listing.api !== 'native') throw errors.KORA_LMSTUDIO_TOO_OLD({ server: client.address, path: PATH });
  for (const { id } of findModel(listing.models, modelId).instances) {
    const body = await client.demand(PATH, { instance_id: id }, { model_id: modelId }, signal);
    if (!isRecord(body) || body.instance_id !== id)
      throw errors.KORA_LMSTUDIO_PROTOCOL({ reason: 'an unload of another instance' });
  }
}
