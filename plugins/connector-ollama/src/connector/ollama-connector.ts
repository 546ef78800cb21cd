import {
  CONNECTOR_SPEC_VERSION,
  type Connector,
  type ConnectorHealth,
  type ConnectorSupports,
  type JsonObject,
  type ModelDescriptor,
  type ModelEvent,
  type ModelRequest,
  type PullEvent,
} from '@kora/contracts';
import { type HttpClient, isKoraError, type Logger } from '@kora/plugin-sdk';
import { allowsHost, ConnectorLifetime, healthOfOne, type RuntimeFinder } from '@kora/plugin-sdk/http';
import type { OllamaConfig } from '../config/ollama-config.ts';
import { embedTexts } from '../embedding/embed-texts.ts';
import { errors, toConnectorError } from '../errors.ts';
import { chooseContext } from '../generation/choose-context.ts';
import { prepareChat } from '../generation/prepare-chat.ts';
import { runChat } from '../generation/run-chat.ts';
import { schemaFor } from '../lower-schema/schema-for.ts';
import { pullModel } from '../management/pull-model.ts';
import { unloadModel } from '../management/unload-model.ts';
import { CONNECTOR_ID, describeModel } from '../models/describe-model.ts';
import { decodeLoaded, type LoadedModels } from '../models/loaded-models.ts';
import { ModelDirectory } from '../models/model-directory.ts';
import { remoteHostOf } from '../models/remote-models.ts';
import type { TaggedModel } from '../models/tagged-model.ts';
import { ollamaAddress } from '../server/server-address.ts';
import { OllamaClient } from '../server/server-client.ts';
import { ollamaHealth } from './server-health.ts';

/** What the connector works with. */
export interface OllamaServices {
  readonly http: HttpClient;
  readonly log: Logger;
  /** Looks for Ollama where `base_url` names none. */
  readonly finder?: RuntimeFinder;
  /** Milliseconds that a question which needs no model may take; 5000 unless given. */
  readonly question_ms?: number;
}

const SUPPORTS: ConnectorSupports = {
  streaming: true,
  structured_output: 'json_schema',
  seed: true,
  // Ollama has no route that counts without generating.
  token_counting: false,
  thinking: true,
  embeddings: true,
  pull: true,
  unload: true,
};

/** What people call it. */
const NAME = 'Ollama';
/** Where Ollama is unless it was told otherwise. */
const DEFAULT_URL = 'http://127.0.0.1:11434';

const STATUS_OF_ERROR: ReadonlyMap<string, ConnectorHealth['status']> = new Map([
  ['KORA_OLLAMA_NOT_RUNNING', 'not_running'],
  ['KORA_OLLAMA_STOPPED', 'not_running'],
  ['KORA_OLLAMA_SILENT', 'busy'],
]);

/** One Ollama server behind its native API. Holds nothing but what `/api/show` said, by digest. */
export class OllamaConnector implements Connector {
  readonly id = CONNECTOR_ID;
  readonly specVersion = CONNECTOR_SPEC_VERSION;
  readonly supports = SUPPORTS;
  readonly #config: OllamaConfig;
  readonly #services: OllamaServices;
  readonly #directory: ModelDirectory;
  readonly #life = new ConnectorLifetime(() => errors.KORA_OLLAMA_STOPPED({}));

  constructor(config: OllamaConfig, services: OllamaServices) {
    this.#config = config;
    this.#services = services;
    this.#directory = new ModelDirectory(services.log);
  }

  async health(caller: AbortSignal): Promise<ConnectorHealth> {
    const signal = this.#life.signal(caller);
    let url: string | null = null;
    try {
      await this.#look(signal);
      const { client } = await this.#client(signal);
      url = client.address;
      return healthOfOne(NAME, url, await ollamaHealth(client, signal));
    } catch (error) {
      caller.throwIfAborted();
      if (!isKoraError(error)) throw error;
      const status = STATUS_OF_ERROR.get(error.code) ?? 'failed';
      return healthOfOne(NAME, url, { status, message: error.message, runtime_version: null });
    }
  }

  async models(caller: AbortSignal): Promise<readonly ModelDescriptor[]> {
    const signal = this.#life.signal(caller);
    await this.#look(signal);
    const { client, remote_host } = await this.#client(signal);
    const [models, loaded] = await Promise.all([this.#directory.list(client, signal), this.#loaded(client, signal)]);
    return models.map((model) => describeModel(model, loaded, this.#config, remote_host !== null));
  }

  async *invoke(request: ModelRequest, caller: AbortSignal): AsyncIterable<ModelEvent> {
    try {
      const signal = this.#life.signal(caller);
      const { client } = await this.#client(signal);
      const model = await this.#find(client, request.model_id, signal);
      const { log } = this.#services;
      const allowsRemote = model.remote_host !== null;
      const setting = { client, directory: this.#directory, config: this.#config, log, allowsRemote };
      yield* runChat(await prepareChat(request, model, setting, signal), signal);
    } catch (error) {
      if (caller.aborted || !isKoraError(error)) throw error;
      yield { type: 'error', error: toConnectorError(error) };
    }
  }

  async checkSchema(model_id: string, schema: JsonObject, caller: AbortSignal): Promise<readonly string[]> {
    const signal = this.#life.signal(caller);
    const { client } = await this.#client(signal);
    const model = await this.#directory.complete(client, await this.#find(client, model_id, signal), signal);
    return schemaFor(model, schema).warnings;
  }

  async embed(model_id: string, inputs: readonly string[], caller: AbortSignal) {
    const signal = this.#life.signal(caller);
    const { client } = await this.#client(signal);
    const model = await this.#directory.complete(client, await this.#find(client, model_id, signal), signal);
    const target = { name: model.name, context_tokens: chooseContext(model, this.#config) };
    return embedTexts(client, target, inputs, this.#config, signal);
  }

  async *pull(model_id: string, caller: AbortSignal): AsyncIterable<PullEvent> {
    const signal = this.#life.signal(caller);
    const { client } = await this.#client(signal);
    this.#requireAllowed(model_id, remoteHostOf(model_id, null, null));
    yield* pullModel(client, model_id, signal);
  }

  async unload(model_id: string, caller: AbortSignal): Promise<void> {
    const signal = this.#life.signal(caller);
    const { client } = await this.#client(signal);
    await unloadModel(client, (await this.#find(client, model_id, signal)).name, signal);
  }

  /** Deletes a model from Ollama. Not part of the connector contract, which has no word for it yet. */
  async remove(model_id: string, caller: AbortSignal): Promise<void> {
    const signal = this.#life.signal(caller);
    // The answer is an empty 200.
    const { client } = await this.#client(signal);
    await client.demand({ path: '/api/delete', method: 'DELETE', body: { model: model_id }, model_id }, signal);
  }

  async dispose(): Promise<void> {
    this.#life.end();
  }

  /** Looked at for each call, so that a foreign address refuses calls and not the whole plugin. */
  async #client(signal: AbortSignal): Promise<{ client: OllamaClient; remote_host: string | null }> {
    const { http, question_ms = 5000, finder } = this.#services;
    const base = this.#config.base_url ?? (await finder?.first(signal)) ?? DEFAULT_URL;
    const { url, remote_host } = ollamaAddress(base, this.#config.allowed_hosts);
    return { client: new OllamaClient(url, http, question_ms), remote_host };
  }

  /** Looks for Ollama anew: it may have been started, stopped or moved since. */
  async #look(signal: AbortSignal): Promise<void> {
    if (this.#config.base_url === null) await this.#services.finder?.look(signal);
  }

  /** The model behind a name, if its prompts stay here or may go where it runs. */
  async #find(client: OllamaClient, model_id: string, signal: AbortSignal): Promise<TaggedModel> {
    this.#requireAllowed(model_id, remoteHostOf(model_id, null, null));
    const model = await this.#directory.find(client, model_id, signal);
    this.#requireAllowed(model_id, model.remote_host);
    return model;
  }

  #requireAllowed(model_id: string, host: string | null): void {
    if (host !== null && !allowsHost(this.#config.allowed_hosts, host)) {
      throw errors.KORA_OLLAMA_REMOTE_MODEL({ model_id, host });
    }
  }

  async #loaded(client: OllamaClient, signal: AbortSignal): Promise<LoadedModels> {
    try {
      return decodeLoaded(await client.demandSoon({ path: '/api/ps' }, signal));
    } catch (error) {
      signal.throwIfAborted();
      if (!isKoraError(error)) throw error;
      this.#services.log.debug('Ollama does not say what is loaded', { code: error.code });
      return new Map();
    }
  }
}
