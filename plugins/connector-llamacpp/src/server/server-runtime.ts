import type { ModelDescriptor, ModelEvent, ModelRequest, RuntimeReport } from '@kora/contracts';
import type { HttpClient } from '@kora/plugin-sdk';
import { closingConnection } from '@kora/plugin-sdk/http';
import type { LlamaCppConfig } from '../config/llama-cpp-config.ts';
import { errors } from '../errors.ts';
import { lowerSchema, SERVER_PROFILE } from '../lower-schema/index.ts';
import { JustSeen } from '../runtime/just-seen.ts';
import type { LlamaRuntime } from '../runtime/llama-runtime.ts';
import { resolveSampling } from '../runtime/sampling.ts';
import { chatBody } from './chat-body.ts';
import { embedTexts } from './embed-texts.ts';
import { measure, requireRoom } from './expected.ts';
import { ensureLoaded, ensureUnloaded } from './load-model.ts';
import { type Expected, readAnswer } from './read-answer.ts';
import { type ServerAddress, serverAddress } from './server-address.ts';
import { ServerClient } from './server-client.ts';
import { serverHealth } from './server-health.ts';
import { decodeModels } from './server-models.ts';
import { decodeProps } from './server-props.ts';

/** Talks to a llama-server on this machine: a plain one with one model, or a router with several. */
export class ServerRuntime implements LlamaRuntime {
  readonly name = 'server';
  readonly lowering = SERVER_PROFILE;
  readonly #url: string;
  readonly #config: LlamaCppConfig;
  readonly #http: HttpClient;
  readonly #loaded = new JustSeen<true>();
  /** By the messages themselves: what was counted for a task is not counted again for its call. */
  readonly #measured = new WeakMap<ModelRequest['messages'], JustSeen<Expected>>();

  /** @param url checked at each call, so that a foreign address refuses calls and not the whole plugin. */
  constructor(url: string, config: LlamaCppConfig, http: HttpClient) {
    this.#url = url;
    this.#config = config;
    this.#http = http;
  }

  report(signal: AbortSignal): Promise<RuntimeReport> {
    return serverHealth(() => this.#client(), signal);
  }

  async models(signal: AbortSignal): Promise<readonly ModelDescriptor[]> {
    const list = await this.#client().demand('/v1/models', undefined, { model_id: '', max_tokens: 0 }, signal);
    const remote = !this.#address().isLocal;
    const models = decodeModels(list);
    for (const { descriptor, state } of models) if (state === 'loaded') this.#loaded.put(descriptor.model_id, true);
    return models.map(({ descriptor }) => (remote ? { ...descriptor, remote, remote_allowed: true } : descriptor));
  }

  /** Closing the socket is what ends the generation in the server. */
  invoke(request: ModelRequest, caller: AbortSignal): AsyncIterable<ModelEvent> {
    return closingConnection(caller, (signal) => this.#generate(request, signal));
  }

  async *#generate(request: ModelRequest, signal: AbortSignal): AsyncIterable<ModelEvent> {
    const client = this.#client();
    const expected = await this.#measure(client, request, signal);
    requireRoom(expected, request);
    const parameters = resolveSampling(request.parameters);
    const lowered = request.schema === null ? null : lowerSchema(request.schema, this.lowering);
    const body = chatBody(request, parameters, lowered, this.#config.reuse_prompt);
    const response = await client.send({ path: '/v1/chat/completions', body }, signal);
    if (!response.ok || response.body === null) {
      const answer = await client.read(response, signal);
      throw client.fault(answer.status, answer.body, request);
    }
    yield {
      type: 'start',
      model_id: request.model_id,
      digest: null,
      structured_output: lowered?.constraint ?? 'none',
      tokens_in: expected.prompt_tokens,
      seed: parameters.seed,
      parameters,
      warnings: lowered?.warnings ?? [],
    };
    yield* readAnswer(client, response.body, request, expected, signal);
  }

  async countTokens(request: ModelRequest, signal: AbortSignal): Promise<number> {
    return (await this.#measure(this.#client(), request, signal)).prompt_tokens;
  }

  async embed(modelId: string, inputs: readonly string[], signal: AbortSignal) {
    const client = this.#client();
    await this.#load(client, modelId, signal);
    return embedTexts(client, modelId, inputs, signal);
  }

  async unload(modelId: string, signal: AbortSignal): Promise<void> {
    const client = this.#client();
    const props = decodeProps(await client.demand('/props', undefined, { model_id: modelId, max_tokens: 0 }, signal));
    if (!props.isRouter) {
      const reason = 'a server that was started with one model keeps it';
      throw errors.KORA_LLAMACPP_UNLOAD_UNSUPPORTED({ model_id: modelId, reason });
    }
    this.#loaded.forget(modelId);
    await ensureUnloaded(client, modelId, signal);
  }

  async dispose(): Promise<void> {
    // Every socket belongs to a call, and calls are ended by their own signals.
  }

  async #load(client: ServerClient, model_id: string, signal: AbortSignal): Promise<void> {
    if (this.#loaded.get(model_id) === true) return;
    await ensureLoaded(client, model_id, signal);
    this.#loaded.put(model_id, true);
  }

  async #measure(client: ServerClient, request: ModelRequest, signal: AbortSignal): Promise<Expected> {
    const { model_id, messages } = request;
    const measured = this.#measured.get(messages) ?? new JustSeen();
    const known = measured.get(model_id);
    if (known !== undefined) return known;
    await this.#load(client, model_id, signal);
    const expected = await measure(client, request, signal);
    measured.put(model_id, expected);
    this.#measured.set(messages, measured);
    return expected;
  }

  #address(): ServerAddress {
    return serverAddress(this.#url, this.#config.allowed_hosts);
  }

  #client(): ServerClient {
    return new ServerClient(this.#address().url, this.#config.server_api_key, this.#http);
  }
}
