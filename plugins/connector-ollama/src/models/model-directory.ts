import { isKoraError, type Logger } from '@kora/plugin-sdk';
import { errors } from '../errors.ts';
import type { OllamaClient } from '../server/server-client.ts';
import { mapBounded } from './map-bounded.ts';
import { decodeShow, type ModelDetails } from './model-details.ts';
import { decodeTags, type TaggedModel } from './tagged-model.ts';

/** Enough to be quick, few enough not to be in anybody's way. */
const SHOWS_AT_ONCE = 4;

/** Ollama's models, with what `/api/tags` of an older server leaves out asked for once per digest. */
export class ModelDirectory {
  readonly #log: Logger;
  readonly #details = new Map<string, ModelDetails>();

  constructor(log: Logger) {
    this.#log = log;
  }

  /** All models. One that cannot be shown is listed with what is known. */
  async list(client: OllamaClient, signal: AbortSignal): Promise<readonly TaggedModel[]> {
    const tagged = decodeTags(await client.demandSoon({ path: '/api/tags' }, signal), client.address);
    const digests = new Set(tagged.map(({ digest }) => digest));
    // A digest that is gone never comes back to be asked for, and a long-lived map must not grow.
    for (const known of this.#details.keys()) if (!digests.has(known)) this.#details.delete(known);
    return mapBounded(tagged, SHOWS_AT_ONCE, async (model) => {
      try {
        return await this.complete(client, model, signal);
      } catch (error) {
        signal.throwIfAborted();
        if (!isKoraError(error)) throw error;
        this.#log.debug('a model could not be shown', { model_id: model.name, code: error.code });
        return model;
      }
    });
  }

  /**
   * The listed model that a name means; like Ollama, no tag means `latest` and case does not matter.
   * @throws KORA_OLLAMA_MODEL_NOT_FOUND, so that a name which only Ollama's cloud knows is never passed on.
   */
  async find(client: OllamaClient, modelId: string, signal: AbortSignal): Promise<TaggedModel> {
    const tagged = decodeTags(await client.demandSoon({ path: '/api/tags' }, signal), client.address);
    const wanted = modelId.toLowerCase();
    const found =
      tagged.find(({ name }) => name === modelId) ??
      tagged.find(({ name }) => [wanted, `${wanted}:latest`].includes(name.toLowerCase()));
    if (found === undefined) throw errors.KORA_OLLAMA_MODEL_NOT_FOUND({ model_id: modelId });
    return found;
  }

  /** The model with what its tag left out. */
  async complete(client: OllamaClient, model: TaggedModel, signal: AbortSignal): Promise<TaggedModel> {
    if (model.trained_tokens !== null && model.capabilities !== null) return model;
    // Even a question about a cloud model is passed on.
    if (model.remote_host !== null) return model;
    const details = await this.details(client, model, signal);
    return {
      ...model,
      trained_tokens: model.trained_tokens ?? details.trained_tokens,
      capabilities: model.capabilities ?? details.capabilities,
    };
  }

  /** What `/api/show` says of a model that Ollama runs itself. */
  async details(client: OllamaClient, { name, digest }: TaggedModel, signal: AbortSignal): Promise<ModelDetails> {
    const known = digest === null ? undefined : this.#details.get(digest);
    if (known !== undefined) return known;
    const question = { path: '/api/show', body: { model: name, verbose: false }, model_id: name };
    const details = decodeShow(await client.demandSoon(question, signal));
    if (digest !== null) this.#details.set(digest, details);
    return details;
  }
}
