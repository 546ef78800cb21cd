import type { ModelRequest } from '@kora/contracts';
import type { Runtime } from '../connector/runtime.ts';
import { loadModel } from '../management/load-model.ts';
import { findModel } from '../models/find-model.ts';
import { type KnownModel, loadedContext } from '../models/known-model.ts';
import { listModels, type ModelListing } from '../models/list-models.ts';

/** Who will answer. */
export interface Target {
  readonly model: KnownModel;
  /** What to send as `model`. */
  readonly name: string;
  /** Context in tokens, null while nothing is loaded and LM Studio is going to load it on demand. */
  readonly context_tokens: number | null;
}

function targetOf(model: KnownModel, name: string): Target {
  return { model, name, context_tokens: loadedContext(model, name) };
}

/**
 * Loads the model when it is not loaded and a context is configured. Otherwise LM Studio loads it when it is asked, with
 * a context of its own choice and an idle time after which it goes.
 */
export async function ensureLoaded(
  { client, config, log, loads }: Runtime,
  { api, models }: ModelListing,
  { model_id }: ModelRequest,
  signal: AbortSignal,
): Promise<Target> {
  const model = findModel(models, model_id);
  const wanted = config.context_tokens;
  if (wanted === null || api !== 'native' || model.instances.length > 0) return targetOf(model, model_id);
  return loads.take(async () => {
    // Whoever had the turn before may have loaded it.
    const now = findModel((await listModels(client, signal)).models, model_id);
    if (now.instances.length > 0) return targetOf(now, model_id);
    const context = Math.min(wanted, now.max_context_tokens ?? wanted);
    const { id, context_tokens } = await loadModel(client, model_id, context, signal);
    log.info('model loaded', { model_id, context_tokens });
    return { model: now, name: id, context_tokens };
  }, signal);
}
