import type { ModelEvent, ModelRequest, ModelUsage } from '@kora/contracts';
import { isKoraError } from '@kora/plugin-sdk';
import type { ResponseBody } from '@kora/plugin-sdk/http';
import type { Runtime } from '../connector/runtime.ts';
import { errors } from '../errors.ts';
import { isNameOf, type KnownModel, loadedContext } from '../models/known-model.ts';
import { listModels } from '../models/list-models.ts';
import { type ChatStep, chatSteps } from './chat-stream.ts';
import { requireWhole } from './check-context.ts';
import type { Target } from './ensure-loaded.ts';
import { endingOf } from './finish-reason.ts';
import { estimatedTokens } from './prompt-tokens.ts';
import { TextSteps } from './text-steps.ts';

const CHAT_PATH = '/v1/chat/completions';

type Step<T extends ChatStep['type']> = Extract<ChatStep, { type: T }>;

/** Reads one streamed answer and makes events of it, up to its `end`. Aborted, it ends with `end` (`aborted`). */
export class AnswerReader {
  readonly #runtime: Runtime;
  readonly #request: ModelRequest;
  readonly #target: Target;
  readonly #text: TextSteps;
  /** How many pieces of text came; LM Studio sends one for each token. */
  #pieces = 0;
  #usage: Step<'usage'> | undefined;
  #finish: Step<'finish'> | undefined;
  /** Under which name the model answers. */
  #answered: string;

  constructor(runtime: Runtime, request: ModelRequest, target: Target) {
    this.#runtime = runtime;
    this.#request = request;
    this.#target = target;
    this.#text = new TextSteps(request.schema !== null);
    this.#answered = target.name;
  }

  async *read(body: ResponseBody, signal: AbortSignal): AsyncGenerator<ModelEvent> {
    try {
      for await (const step of chatSteps(body)) {
        signal.throwIfAborted();
        if (step.type === 'error') throw this.#runtime.client.fault(500, step.body, CHAT_PATH, this.#request);
        if (step.type === 'usage') this.#usage = step;
        else if (step.type === 'finish') this.#finish = step;
        else if (step.type === 'model') await this.#requireModel(step.name, signal);
        else {
          this.#pieces += 1;
          yield* this.#text.push(step);
        }
      }
      yield* this.#text.end();
      yield await this.#end(signal);
    } catch (error) {
      if (!signal.aborted) throw this.#runtime.client.brokenBy(error, signal);
      yield { type: 'end', finish_reason: 'aborted', usage: this.#used() };
    }
  }

  #used(): ModelUsage {
    if (this.#usage === undefined)
      return { tokens_in: estimatedTokens(this.#request.messages), tokens_out: this.#pieces, source: 'estimated' };
    const { tokens_in, tokens_out } = this.#usage;
    return { tokens_in, tokens_out, source: 'reported' };
  }

  async #end(signal: AbortSignal): Promise<ModelEvent> {
    const { model_id } = this.#request;
    if (this.#finish === undefined)
      throw errors.KORA_LMSTUDIO_PROTOCOL({ reason: 'the stream ended without a finish reason' });
    const ending = endingOf(this.#finish.reason);
    if (ending === 'unloaded') throw errors.KORA_LMSTUDIO_CRASHED({ model_id, reason: 'it was unloaded' });
    if (ending === 'stopped') throw errors.KORA_LMSTUDIO_CRASHED({ model_id, reason: 'it was stopped there' });
    if (ending === 'failed')
      throw errors.KORA_LMSTUDIO_PROTOCOL({ reason: `the answer ended as "${this.#finish.reason.slice(0, 64)}"` });
    const usage = this.#used();
    requireWhole(this.#request, ending, usage, await this.#context(signal));
    return { type: 'end', finish_reason: ending === 'length' ? 'length' : 'stop', usage };
  }

  /** A model of one's own may answer under a name that it got only when it was loaded, so that is looked up again. */
  async #requireModel(name: string, signal: AbortSignal): Promise<void> {
    if (name === this.#answered || name === this.#target.name) return;
    if (!isNameOf(this.#target.model, name)) {
      const model = await this.#modelNow(signal);
      const { model_id } = this.#request;
      if (model === null || !isNameOf(model, name))
        throw errors.KORA_LMSTUDIO_OTHER_MODEL({ model_id, answered: name.slice(0, 128) });
    }
    this.#answered = name;
  }

  /** The context in force; of a model that LM Studio loaded for this very call it is known only now. */
  async #context(signal: AbortSignal): Promise<number | null> {
    if (this.#target.context_tokens !== null || this.#usage === undefined) return this.#target.context_tokens;
    const model = await this.#modelNow(signal);
    return model === null ? null : loadedContext(model, this.#answered);
  }

  async #modelNow(signal: AbortSignal): Promise<KnownModel | null> {
    try {
      const { models } = await listModels(this.#runtime.client, signal);
      return models.find(({ key }) => key === this.#target.model.key) ?? null;
    } catch (error) {
      signal.throwIfAborted();
      // The answer is there; that nobody can say more about its model does not undo it.
      if (isKoraError(error)) return null;
      throw error;
    }
  }
}
