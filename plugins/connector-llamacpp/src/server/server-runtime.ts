import type { ModelDescriptor, ModelEvent, ModelRequest, RuntimeReport } from '@kora/contracts';
import type { HttpClient } from '@kora/plugin-sdk';
import { closingConnection } from '@kora/plugin-sdk/http';
import type { LlamaCppConfig } from '../config/llama-cpp-config.ts';
import { errors } from '../errors.ts';
import { lowerSchema, SERVER_PROFILE } from '../lower-schema/index.ts';
import type { LlamaRuntime } from '../runtime/llama-runtime.ts';
import { resolveSampling } from '../runtime/sampling.ts';
import { chatBody } from './chat-body.ts';
import { embedTexts } from './embed-texts.ts';
import { type Expected, measure, requireRoom } from './expected.ts';
import { LateFacts } from './late-facts.ts';
import { ensureLoaded, ensureUnloaded } from './load-model.ts';
import { readAnswer } from './read-answer.ts';
import { type ServerAddress, serverAddress } from './server-address.ts';
import { ServerClient } from './server-client.ts';
import { serverHealth } from './server-health.ts';
import { ServerMemory } from './server-memory.ts';
import { decodeModels } from './server-models.ts';
import { decodeProps } from './server-props.ts';

/** Talks to a llama-server on this machine: a plain one with one model, or a router with several. */
export class ServerRuntime implements LlamaRuntime {
  readonly name = 'server';
  readonly lowering = SERVER_PROFILE;
  readonly #url: string;
  readonly #config: LlamaCppConfig;
  readonly #http: HttpClient;
  readonly #memory = new ServerMemory();

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
    const described = models.map(({ descriptor }) =>
      remote ? { ...descriptor, remote, remote_allowed: true } : descriptor,
    );
    this.#memory.noteModels(models, described);
    return described;
  }

  async recentModels(signal: AbortSignal): Promise<readonly ModelDescriptor[] | null> {
    signal.throwIfAborted();
    return this.#memory.listed;
  }

  /** Closing the socket is what ends the generation in the server. */
  invoke(request: ModelRequest, caller: AbortSignal): AsyncIterable<ModelEvent> {
    return closingConnection(caller, (signal) => this.#generate(request, signal));
  }

  async *#generate(request: ModelRequest, signal: AbortSignal): AsyncIterable<ModelEvent> {
    const client = this.#client();
    const fits = this.#memory.measured(request) === null && this.#memory.fits(request);
    const expected = fits ? null : await this.#measure(client, request, signal);
    if (expected !== null) requireRoom(expected, request);
    const parameters = resolveSampling(request.parameters);
    const lowered = request.schema === null ? null : lowerSchema(request.schema, this.lowering);
    const body = chatBody(request, parameters, lowered, this.#config.reuse_prompt);
    const response = await client.send({ path: '/v1/chat/completions', body }, signal);
    if (!response.ok || response.body === null) {
      const answer = await client.read(response, signal);
      this.#memory.forget(request.model_id);
      if (expected !== null) throw client.fault(answer.status, answer.body, request);
      // It may not be as it was seen a moment ago. A call that was refused has generated nothing.
      const { tokens_in_at_most: _, ...unknown } = request;
      yield* this.#generate(unknown, signal);
      return;
    }
    yield {
      type: 'start',
      model_id: request.model_id,
      digest: null,
      structured_output: lowered?.constraint ?? 'none',
      tokens_in: expected?.prompt_tokens ?? null,
      seed: parameters.seed,
      parameters,
      warnings: lowered?.warnings ?? [],
    };
    const facts = new LateFacts(request, expected, () => this.#confirm(client, request, signal));
    yield* readAnswer(client, response.body, request, facts, signal);
  }

  /** Asks, while an answer is being written, for all that was only remembered when it was begun. */
  async #confirm(client: ServerClient, request: ModelRequest, signal: AbortSignal): Promise<Expected> {
    const { model_id } = request;
    const [models, expected] = await Promise.all([this.models(signal), measure(client, request, signal)]);
    if (!models.some((model) => model.model_id === model_id)) throw errors.KORA_LLAMACPP_MODEL_NOT_FOUND({ model_id });
    this.#memory.noteMeasured(request, expected);
    return expected;
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
    this.#memory.forget(modelId);
    await ensureUnloaded(client, modelId, signal);
  }

  async dispose(): Promise<void> {
    // Every socket belongs to a call, and calls are ended by their own signals.
  }

  async #load(client: ServerClient, model_id: string, signal: AbortSignal): Promise<void> {
    if (this.#memory.isLoaded(model_id)) return;
    await ensureLoaded(client, model_id, signal);
    this.#memory.noteLoaded(model_id);
  }

  async #measure(client: ServerClient, request: ModelRequest, signal: AbortSignal): Promise<Expected> {
    const known = this.#memory.measured(request);
    if (known !== null) return known;
    await this.#load(client, request.model_id, signal);
    const expected = await measure(client, request, signal);
    this.#memory.noteMeasured(request, expected);
    return expected;
  }

  #address(): ServerAddress {
    return serverAddress(this.#url, this.#config.allowed_hosts);
  }

  #client(): ServerClient {
    return new ServerClient(this.#address().url, this.#config.server_api_key, this.#http);
  }
}
