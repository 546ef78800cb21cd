import type { Llama } from 'node-llama-cpp';
import type { ChildReply, ChildRequest, ModelSpec } from '../child-protocol.ts';
import { toChatHistory } from './chat-history.ts';
import { toChildFault } from './child-fault.ts';
import { embedTexts } from './embed-texts.ts';
import { generate, grammarFor, requireRoom } from './generation.ts';
import { countPromptTokens, type LoadedModel, loadModel } from './loaded-model.ts';
import { PieceBuffer } from './piece-buffer.ts';
import { type NativeLog, startLlama } from './start-llama.ts';

type Work = Exclude<ChildRequest, { readonly type: 'abort' }>;

/** Holds the one loaded model of a child process and answers one request at a time, in order of arrival. */
export class ModelHost {
  readonly #send: (reply: ChildReply) => void;
  readonly #log: NativeLog;
  readonly #running = new Map<number, AbortController>();
  readonly #complaints: string[] = [];
  #llama: Llama | undefined;
  #loaded: { readonly key: string; readonly model: LoadedModel } | undefined;
  #tail: Promise<void> = Promise.resolve();

  constructor(send: (reply: ChildReply) => void, log: NativeLog) {
    this.#send = send;
    this.#log = log;
  }

  /** Takes a request. Never throws: failures go out as `failed`. */
  accept(request: ChildRequest): void {
    if (request.type === 'abort') {
      this.#running.get(request.id)?.abort();
      return;
    }
    const abort = new AbortController();
    this.#running.set(request.id, abort);
    this.#tail = this.#tail.then(() => this.#answer(request, abort.signal));
  }

  async #answer(request: Work, signal: AbortSignal): Promise<void> {
    try {
      signal.throwIfAborted();
      if (request.type === 'unload') await this.#unload();
      if (request.type === 'unload') this.#send({ type: 'unloaded', id: request.id });
      if (request.type === 'count') await this.#count(request, signal);
      if (request.type === 'embed') await this.#embed(request, signal);
      if (request.type === 'generate') await this.#generate(request, signal);
    } catch (error) {
      const { fault, message, numbers } = toChildFault(error, signal);
      // "Failed to load model" is all that the exception says; why is in the log.
      const why = fault === 'unusable_model' ? [message, ...this.#complaints.splice(0)] : [message];
      this.#send({ type: 'failed', id: request.id, fault, reason: why.join('; ').toWellFormed(), numbers });
    } finally {
      this.#running.delete(request.id);
    }
  }

  async #count(request: Work & { type: 'count' }, signal: AbortSignal): Promise<void> {
    const loaded = await this.#load(request.id, request.model, signal);
    const tokens = countPromptTokens(loaded, toChatHistory(request.messages));
    this.#send({ type: 'counted', id: request.id, tokens });
  }

  async #embed(request: Work & { type: 'embed' }, signal: AbortSignal): Promise<void> {
    const loaded = await this.#load(request.id, request.model, signal);
    const vectors = await embedTexts(loaded, request.model, request.inputs, signal);
    this.#send({ type: 'embedded', id: request.id, vectors });
  }

  async #generate(request: Work & { type: 'generate' }, signal: AbortSignal): Promise<void> {
    const { id } = request;
    const loaded = await this.#load(id, request.model, signal);
    const history = toChatHistory(request.messages);
    const tokens_in = requireRoom(loaded, history, request.max_tokens);
    const constrained = request.schema === null ? undefined : await grammarFor(loaded.model.llama, request.schema);
    this.#send({ type: 'started', id, tokens_in, constraint: constrained?.constraint ?? 'none' });
    const pieces = new PieceBuffer((type, text) => this.#send({ type, id, text }));
    const result = await generate(loaded, {
      history,
      sampling: request.sampling,
      maxTokens: request.max_tokens,
      grammar: constrained?.grammar,
      reusePrompt: request.reuse_prompt,
      signal,
      onChunk: (kind, text) => pieces.add(kind, text),
    }).finally(() => pieces.flush());
    this.#send({ type: 'end', id, tokens_in, ...result });
  }

  async #load(id: number, spec: ModelSpec, signal: AbortSignal): Promise<LoadedModel> {
    const key = JSON.stringify(spec);
    if (this.#loaded?.key === key) return this.#loaded.model;
    this.#send({ type: 'loading', id });
    await this.#unload();
    this.#llama ??= await startLlama(spec, (level, message) => this.#note(level, message));
    this.#complaints.length = 0;
    const model = await loadModel(this.#llama, spec, signal);
    this.#loaded = { key, model };
    return model;
  }

  async #unload(): Promise<void> {
    const loaded = this.#loaded;
    this.#loaded = undefined;
    await loaded?.model.model.dispose();
  }

  #note(level: Parameters<NativeLog>[0], message: string): void {
    if (level === 'error' && this.#complaints.length < 4) this.#complaints.push(message.slice(0, 500));
    this.#log(level, message);
  }
}
