import type { CatalogEntry, ModelDescriptor, ModelEvent, ModelRequest, RuntimeReport } from '@kora/contracts';
import type { Logger, ModelCatalog, PluginFiles } from '@kora/plugin-sdk';
import type { LlamaCppConfig } from '../config/llama-cpp-config.ts';
import { errors } from '../errors.ts';
import { EMBEDDED_PROFILE, lowerSchema } from '../lower-schema/index.ts';
import { JustSeen } from '../runtime/just-seen.ts';
import type { LlamaRuntime } from '../runtime/llama-runtime.ts';
import { resolveSampling } from '../runtime/sampling.ts';
import { toKoraError } from './child-failure.ts';
import type { ChildReply, ChildWork } from './child-protocol.ts';
import { embeddedHealth } from './embedded-health.ts';
import { catalogModels, describe, digestOf, findModel, specOf } from './embedded-models.ts';
import { LlamaProcess } from './llama-process.ts';
import { Turns } from './turns.ts';

/** The child's program, as the plugin's manifest lists it. */
export const CHILD_FILE = 'llama/llama-child.js';

/** Replies that only a loaded model gives. */
const LOADED = new Set<ChildReply['type']>(['started', 'counted', 'embedded']);

/** What the runtime is made of. */
export interface EmbeddedServices {
  readonly catalog: ModelCatalog;
  readonly files: PluginFiles;
  readonly log: Logger;
}

/**
 * Runs GGUF files of the catalog in a child process, which is started at the first call and again after it died. One
 * model is loaded at a time and calls wait for each other: two generations on the same cores take longer than one after
 * the other.
 */
export class EmbeddedRuntime implements LlamaRuntime {
  readonly name = 'embedded';
  readonly lowering = EMBEDDED_PROFILE;
  readonly #config: LlamaCppConfig;
  readonly #services: EmbeddedServices;
  readonly #turns = new Turns();
  readonly #listed = new JustSeen<CatalogEntry>();
  #process: LlamaProcess | undefined;
  #loadedId: string | undefined;
  #version: string | null = null;
  #lastFailure: string | undefined;
  #isDisposed = false;

  constructor(config: LlamaCppConfig, services: EmbeddedServices) {
    this.#config = config;
    this.#services = services;
  }

  /** Process id of the running child, for diagnostics. */
  get pid(): number | undefined {
    return this.#process?.isAlive === true ? this.#process.pid : undefined;
  }

  async report(signal: AbortSignal): Promise<RuntimeReport> {
    signal.throwIfAborted();
    const models = await catalogModels(this.#services.catalog);
    const process = this.#process?.isAlive === true ? this.#process : undefined;
    this.#version = process?.version ?? this.#version;
    return embeddedHealth({
      modelCount: models.length,
      isBusy: this.#turns.isTaken,
      isLoading: process?.isLoading ?? false,
      isStarting: process !== undefined && process.version === null,
      lastFailure: this.#lastFailure,
      version: this.#version,
    });
  }

  async models(signal: AbortSignal): Promise<readonly ModelDescriptor[]> {
    signal.throwIfAborted();
    const entries = await catalogModels(this.#services.catalog);
    for (const entry of entries) this.#listed.put(entry.model_id, entry);
    return entries.map((entry) => describe(entry, this.#config, this.#isLoaded(entry.model_id)));
  }

  /** The catalog is a file of this machine: nothing is faster to remember than to look at. */
  recentModels(signal: AbortSignal): Promise<readonly ModelDescriptor[]> {
    return this.models(signal);
  }

  async *invoke(request: ModelRequest, signal: AbortSignal): AsyncIterable<ModelEvent> {
    const entry = await findModel(this.#services.catalog, request.model_id);
    const parameters = resolveSampling(request.parameters);
    const lowered = request.schema === null ? null : lowerSchema(request.schema, this.lowering);
    const work: ChildWork = {
      type: 'generate',
      model: specOf(entry, this.#config),
      messages: request.messages,
      sampling: parameters,
      max_tokens: request.max_tokens,
      schema: lowered?.schema ?? null,
      reuse_prompt: this.#config.reuse_prompt,
    };
    for await (const reply of this.#ask(entry, work, signal)) {
      // What was still on its way when the caller aborted is of no use to it.
      const isText = reply.type === 'delta' || reply.type === 'thinking';
      if (isText && !signal.aborted) yield { type: reply.type, text: reply.text };
      if (reply.type === 'started') {
        const wanted = lowered?.constraint ?? 'none';
        const structured_output = reply.constraint === 'json' ? 'json' : wanted;
        const gaveUp =
          structured_output === wanted ? [] : ['llama.cpp cannot compile this schema; the output is only held to JSON'];
        yield {
          type: 'start',
          model_id: entry.model_id,
          digest: digestOf(entry),
          structured_output,
          tokens_in: reply.tokens_in,
          seed: parameters.seed,
          parameters,
          warnings: [...(lowered?.warnings ?? []), ...gaveUp],
        };
      }
      if (reply.type === 'end') {
        const { tokens_in, tokens_out } = reply;
        // A short answer may have come to its end before the child heard of the abort; its caller has not seen all of it.
        const finish_reason = signal.aborted ? 'aborted' : reply.finish_reason;
        yield { type: 'end', finish_reason, usage: { tokens_in, tokens_out, source: 'counted' } };
      }
    }
  }

  async countTokens(request: ModelRequest, signal: AbortSignal): Promise<number> {
    // The call itself looks the model up anew: what it says of the weights goes on record.
    const entry = this.#listed.get(request.model_id) ?? (await findModel(this.#services.catalog, request.model_id));
    const work: ChildWork = { type: 'count', model: specOf(entry, this.#config), messages: request.messages };
    let tokens: number | undefined;
    for await (const reply of this.#ask(entry, work, signal)) if (reply.type === 'counted') tokens = reply.tokens;
    if (tokens === undefined) throw errors.KORA_LLAMACPP_PROTOCOL({ reason: 'the process did not count' });
    return tokens;
  }

  async embed(modelId: string, inputs: readonly string[], signal: AbortSignal) {
    const entry = await findModel(this.#services.catalog, modelId);
    const work: ChildWork = { type: 'embed', model: specOf(entry, this.#config), inputs };
    let vectors: readonly (readonly number[])[] | undefined;
    for await (const reply of this.#ask(entry, work, signal)) if (reply.type === 'embedded') vectors = reply.vectors;
    if (vectors?.length !== inputs.length)
      throw errors.KORA_LLAMACPP_PROTOCOL({ reason: 'the process did not send one vector for each text' });
    return vectors;
  }

  async unload(modelId: string, signal: AbortSignal): Promise<void> {
    const entry = await findModel(this.#services.catalog, modelId);
    if (!this.#isLoaded(modelId)) return;
    for await (const reply of this.#ask(entry, { type: 'unload' }, signal)) {
      if (reply.type === 'unloaded') this.#loadedId = undefined;
    }
  }

  async dispose(): Promise<void> {
    this.#isDisposed = true;
    await this.#process?.dispose();
    this.#process = undefined;
  }

  #isLoaded(modelId: string): boolean {
    return this.#loadedId === modelId && this.#process?.isAlive === true;
  }

  /** Asks the child when it is this call's turn. The turn ends with the child's answer, even if nobody reads it. */
  async *#ask(entry: CatalogEntry, work: ChildWork, signal: AbortSignal): AsyncIterable<ChildReply> {
    const release = await this.#turns.take(signal);
    const left = new AbortController();
    try {
      const call = this.#running().call(entry.model_id, work, AbortSignal.any([signal, left.signal]));
      call.settled.finally(release);
      for await (const reply of call.replies) {
        if (reply.type === 'failed') throw this.#failure(entry.model_id, reply, signal);
        if (LOADED.has(reply.type)) this.#loadedId = entry.model_id;
        yield reply;
      }
    } catch (error) {
      release();
      signal.throwIfAborted();
      throw error;
    } finally {
      left.abort();
    }
  }

  #running(): LlamaProcess {
    if (this.#isDisposed) throw errors.KORA_LLAMACPP_STOPPED({});
    if (this.#process?.isAlive !== true) {
      this.#loadedId = undefined;
      this.#process = new LlamaProcess(this.#services.files.resolve(CHILD_FILE), this.#services.log);
    }
    return this.#process;
  }

  #failure(modelId: string, reply: Extract<ChildReply, { type: 'failed' }>, signal: AbortSignal): unknown {
    if (reply.fault === 'aborted') return signal.reason;
    const error = toKoraError(modelId, reply);
    this.#lastFailure = reply.fault === 'no_binary' ? error.message : undefined;
    return error;
  }
}
