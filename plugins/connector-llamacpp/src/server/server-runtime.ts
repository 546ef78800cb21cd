import type { ConnectorHealth, ModelDescriptor, ModelEvent, ModelRequest } from '@kora/contracts';
import { type HttpClient, isKoraError } from '@kora/plugin-sdk';
import { ConnectorLifetime } from '@kora/plugin-sdk/http';
import type { LlamaCppConfig } from '../config/llama-cpp-config.ts';
import { errors } from '../errors.ts';
import { lowerSchema, SERVER_PROFILE } from '../lower-schema/index.ts';
import type { LlamaRuntime } from '../runtime/llama-runtime.ts';
import { resolveSampling } from '../runtime/sampling.ts';
import { chatBody } from './chat-body.ts';
import { type ChatStep, chatSteps } from './chat-stream.ts';
import { countTokens } from './count-tokens.ts';
import { normaliseServerError } from './error-normaliser.ts';
import { type ServerAddress, serverAddress } from './server-address.ts';
import { ServerClient } from './server-client.ts';
import { serverHealth } from './server-health.ts';
import { decodeModels, decodeProps } from './server-models.ts';

/** Talks to a llama-server on this machine: a plain one with one model, or a router with several. */
export class ServerRuntime implements LlamaRuntime {
  readonly name = 'server';
  readonly lowering = SERVER_PROFILE;
  readonly #url: string;
  readonly #config: LlamaCppConfig;
  readonly #http: HttpClient;
  readonly #life = new ConnectorLifetime(() => errors.KORA_LLAMACPP_STOPPED({}));

  /** @param url checked at each call, so that a foreign address refuses calls and not the whole plugin. */
  constructor(url: string, config: LlamaCppConfig, http: HttpClient) {
    this.#url = url;
    this.#config = config;
    this.#http = http;
  }

  async health(signal: AbortSignal): Promise<ConnectorHealth> {
    try {
      return await serverHealth(this.#client(), signal);
    } catch (error) {
      signal.throwIfAborted();
      if (!isKoraError(error)) throw error;
      const status = error.code === 'KORA_LLAMACPP_NOT_RUNNING' ? 'not_running' : 'failed';
      return { status, message: error.message, runtime_version: null };
    }
  }

  async models(signal: AbortSignal): Promise<readonly ModelDescriptor[]> {
    const context = { model_id: '', max_tokens: 0 };
    const remote = !this.#address().isLocal;
    const models = decodeModels(await this.#client().demand('/v1/models', undefined, context, signal));
    return remote ? models.map((model) => ({ ...model, remote, remote_allowed: true })) : models;
  }

  async *invoke(request: ModelRequest, caller: AbortSignal): AsyncIterable<ModelEvent> {
    const signal = this.#life.signal(caller);
    const client = this.#client();
    const tokens_in = await this.#requireRoom(client, request, signal);
    const parameters = resolveSampling(request.parameters);
    const lowered = request.schema === null ? null : lowerSchema(request.schema, this.lowering);
    const body = chatBody(request, parameters, lowered, this.#config.reuse_prompt);
    const left = new AbortController();
    try {
      const question = { path: '/v1/chat/completions', body };
      const response = await client.send(question, AbortSignal.any([signal, left.signal]));
      if (!response.ok || response.body === null) {
        const answer = await client.read(response, signal);
        throw normaliseServerError(answer.status, answer.body, { ...request, server: client.address });
      }
      yield {
        type: 'start',
        model_id: request.model_id,
        digest: null,
        structured_output: lowered?.constraint ?? 'none',
        tokens_in,
        seed: parameters.seed,
        parameters,
        warnings: lowered?.warnings ?? [],
      };
      yield* this.#read(client, response.body, request, tokens_in, signal);
    } finally {
      // Closing the socket is what ends the generation in the server.
      left.abort();
    }
  }

  async countTokens(request: ModelRequest, signal: AbortSignal): Promise<number> {
    return countTokens(this.#client(), request, signal);
  }

  async unload(modelId: string, signal: AbortSignal): Promise<void> {
    const client = this.#client();
    const context = { model_id: modelId, max_tokens: 0 };
    const props = decodeProps(await client.demand('/props', undefined, context, signal));
    if (!props.isRouter) {
      const reason = 'a server that was started with one model keeps it';
      throw errors.KORA_LLAMACPP_UNLOAD_UNSUPPORTED({ model_id: modelId, reason });
    }
    const loaded = (await this.models(signal)).some((model) => model.model_id === modelId && model.loaded);
    if (loaded) await client.demand('/models/unload', { model: modelId }, context, signal);
  }

  async dispose(): Promise<void> {
    this.#life.end();
  }

  #address(): ServerAddress {
    return serverAddress(this.#url, this.#config.allowed_hosts);
  }

  #client(): ServerClient {
    return new ServerClient(this.#address().url, this.#config.server_api_key, this.#http);
  }

  /** Counts first, because a plain server cuts an answer that runs out of context as if it were finished. */
  async #requireRoom(client: ServerClient, request: ModelRequest, signal: AbortSignal): Promise<number> {
    const { model_id, max_tokens } = request;
    const prompt_tokens = await countTokens(client, request, signal);
    const path = `/props?model=${encodeURIComponent(model_id)}`;
    const { context_tokens } = decodeProps(await client.demand(path, undefined, { model_id, max_tokens }, signal));
    if (context_tokens !== null && prompt_tokens + max_tokens > context_tokens) {
      throw errors.KORA_LLAMACPP_CONTEXT_OVERFLOW({ model_id, prompt_tokens, max_tokens, context_tokens });
    }
    return prompt_tokens;
  }

  async *#read(
    client: ServerClient,
    body: ReadableStream<Uint8Array<ArrayBuffer>>,
    request: ModelRequest,
    prompt: number,
    signal: AbortSignal,
  ): AsyncIterable<ModelEvent> {
    let usage: Extract<ChatStep, { type: 'usage' }> | undefined;
    let finish: Extract<ChatStep, { type: 'finish' }> | undefined;
    let pieces = 0;
    const estimate = () => ({ tokens_in: prompt, tokens_out: pieces, source: 'estimated' }) as const;
    try {
      for await (const step of chatSteps(body)) {
        signal.throwIfAborted();
        if (step.type === 'error') throw normaliseServerError(500, step.body, { ...request, server: client.address });
        if (step.type === 'usage') usage = step;
        else if (step.type === 'finish') finish = step;
        else {
          pieces += 1;
          yield step;
        }
      }
    } catch (error) {
      if (signal.aborted) {
        yield { type: 'end', finish_reason: 'aborted', usage: estimate() };
        return;
      }
      throw client.brokenBy(error, signal);
    }
    if (finish === undefined)
      throw errors.KORA_LLAMACPP_PROTOCOL({ reason: 'the stream ended without a finish reason' });
    const { tokens_in, tokens_out } = usage ?? estimate();
    yield {
      type: 'end',
      finish_reason: finish.reason,
      usage: usage === undefined ? estimate() : { tokens_in, tokens_out, source: 'reported' },
    };
  }
}
