import {
  CONNECTOR_SPEC_VERSION,
  type Connector,
  type ConnectorHealth,
  type JsonObject,
  type ModelDescriptor,
  type ModelEvent,
  type ModelRequest,
  type PullEvent,
} from '@kora/contracts';
import { type HttpClient, isKoraError, type Logger } from '@kora/plugin-sdk';
import { ConnectorLifetime, healthOfOne, type RuntimeFinder } from '@kora/plugin-sdk/http';
import { DEFAULT_URL, type LmStudioConfig } from '../config/lm-studio-config.ts';
import { embedTexts } from '../embedding/embed-texts.ts';
import { errors, toConnectorError } from '../errors.ts';
import { generate, schemaWarnings } from '../generation/generate.ts';
import { lowerSchema } from '../lower-schema/index.ts';
import { pullModel } from '../management/pull-model.ts';
import { Turns } from '../management/turns.ts';
import { unloadModel } from '../management/unload-model.ts';
import { findModel } from '../models/find-model.ts';
import { CONNECTOR_ID, describeModel } from '../models/known-model.ts';
import { listModels } from '../models/list-models.ts';
import { serverAddress } from '../server/server-address.ts';
import { ServerClient } from '../server/server-client.ts';
import { isAllowed, isRemote, type Runtime } from './runtime.ts';
import { serverHealth } from './server-health.ts';

/** What people call it. */
const NAME = 'LM Studio';
/** Milliseconds between two looks at a download. */
const POLL_MS = 1000;
/** Milliseconds that a health check waits for an answer. */
const HEALTH_MS = 3000;

/** What the connector needs of the world. */
export interface LmStudioServices {
  readonly http: HttpClient;
  readonly log: Logger;
  /** Looks for LM Studio where `base_url` names none. */
  readonly finder?: RuntimeFinder;
  /** Milliseconds between two looks at a download, a second unless given. */
  readonly pollMs?: number;
  /** Milliseconds that a health check waits for an answer, three seconds unless given. */
  readonly healthMs?: number;
}

/** LM Studio behind the connector interface: `/v1` to generate, `/api/v1` for everything else. */
export class LmStudioConnector implements Connector {
  readonly id = CONNECTOR_ID;
  readonly specVersion = CONNECTOR_SPEC_VERSION;
  readonly supports: Connector['supports'] = {
    streaming: true,
    structured_output: 'json_schema',
    seed: true,
    // Only the WebSocket protocol of its SDK can count; over REST there is nothing but an estimate.
    token_counting: false,
    thinking: true,
    embeddings: true,
    pull: true,
    unload: true,
  };
  readonly #config: LmStudioConfig;
  readonly #services: LmStudioServices;
  readonly #loads = new Turns();
  readonly #life = new ConnectorLifetime(() => errors.KORA_LMSTUDIO_STOPPED({}));

  constructor(config: LmStudioConfig, services: LmStudioServices) {
    this.#config = config;
    this.#services = services;
  }

  async health(signal: AbortSignal): Promise<ConnectorHealth> {
    let url: string | null = null;
    try {
      const bounded = this.#life.signal(signal);
      await this.#look(bounded);
      const { client } = await this.#runtime(bounded);
      url = client.address;
      return healthOfOne(NAME, url, await serverHealth(client, this.#services.healthMs ?? HEALTH_MS, bounded));
    } catch (error) {
      signal.throwIfAborted();
      if (!isKoraError(error)) throw error;
      return healthOfOne(NAME, url, { status: 'failed', message: error.message, runtime_version: null });
    }
  }

  /** What LM Studio lists and what can write text. Rejects with what `health` would say when it cannot be asked. */
  models(signal: AbortSignal): Promise<readonly ModelDescriptor[]> {
    return this.#within(signal, async (bounded) => {
      await this.#look(bounded);
      const runtime = await this.#runtime(bounded);
      const { models } = await listModels(runtime.client, bounded);
      const seen = new Set<string>();
      return models
        .filter(({ kind, key }) => kind === 'llm' && !seen.has(key) && seen.add(key))
        .map((model) => {
          const described = describeModel(model, this.#config.context_tokens);
          if (!isRemote(runtime, model)) return described;
          return { ...described, remote: true, remote_allowed: isAllowed(runtime, model) };
        });
    });
  }

  async *invoke(request: ModelRequest, signal: AbortSignal): AsyncIterable<ModelEvent> {
    try {
      const bounded = this.#life.signal(signal);
      for await (const event of generate(await this.#runtime(bounded), request, bounded)) {
        // What ends because the plugin goes away was not aborted by the caller.
        if (event.type === 'end' && event.finish_reason === 'aborted' && !signal.aborted) bounded.throwIfAborted();
        yield event;
      }
    } catch (error) {
      if (signal.aborted || !isKoraError(error)) throw error;
      yield { type: 'error', error: toConnectorError(error) };
    }
  }

  checkSchema(model_id: string, schema: JsonObject, signal: AbortSignal): Promise<readonly string[]> {
    return this.#within(signal, async (bounded) => {
      const { models } = await listModels((await this.#runtime(bounded)).client, bounded);
      return schemaWarnings(lowerSchema(schema), findModel(models, model_id));
    });
  }

  embed(modelId: string, inputs: readonly string[], signal: AbortSignal): Promise<readonly (readonly number[])[]> {
    return this.#within(signal, async (bounded) => embedTexts(await this.#runtime(bounded), modelId, inputs, bounded));
  }

  async *pull(modelId: string, signal: AbortSignal): AsyncIterable<PullEvent> {
    const bounded = this.#life.signal(signal);
    yield* pullModel((await this.#runtime(bounded)).client, modelId, this.#services.pollMs ?? POLL_MS, bounded);
  }

  unload(modelId: string, signal: AbortSignal): Promise<void> {
    return this.#within(signal, async (bounded) =>
      unloadModel((await this.#runtime(bounded)).client, modelId, bounded),
    );
  }

  /** Ends what is going on; every later call fails with KORA_LMSTUDIO_STOPPED. */
  async dispose(): Promise<void> {
    this.#life.end();
  }

  async #within<T>(signal: AbortSignal, work: (bounded: AbortSignal) => Promise<T>): Promise<T> {
    return work(this.#life.signal(signal));
  }

  /** Looks for LM Studio anew: it may have been started, stopped or moved since. */
  async #look(signal: AbortSignal): Promise<void> {
    if (this.#config.base_url === null) await this.#services.finder?.look(signal);
  }

  /** Made at each call, so that a foreign address refuses calls and not the whole plugin. */
  async #runtime(signal: AbortSignal): Promise<Runtime> {
    const { base_url, api_token, allowed_hosts } = this.#config;
    const { http, log, finder } = this.#services;
    const { url, isLocal } = serverAddress(base_url ?? (await finder?.first(signal)) ?? DEFAULT_URL, allowed_hosts);
    const client = new ServerClient(url, api_token, http);
    return { client, config: this.#config, log, loads: this.#loads, isLocal };
  }
}
