import {
  CONNECTOR_SPEC_VERSION,
  type Connector,
  type ConnectorHealth,
  type JsonObject,
  type ModelDescriptor,
  type ModelEvent,
  type ModelRequest,
} from '@kora/contracts';
import { isKoraError } from '@kora/plugin-sdk';
import { errors, toConnectorError } from '../errors.ts';
import { lowerSchema } from '../lower-schema/index.ts';
import { CONNECTOR_ID, type LlamaRuntime, SUPPORTS } from '../runtime/llama-runtime.ts';
import { mergeHealth } from './merge-health.ts';

/** llama.cpp behind one connector: the embedded runtime first, then a llama-server if one is configured. */
export class LlamaCppConnector implements Connector {
  readonly id = CONNECTOR_ID;
  readonly specVersion = CONNECTOR_SPEC_VERSION;
  readonly supports = SUPPORTS;
  readonly #runtimes: readonly LlamaRuntime[];

  /** @param runtimes in order of preference, for a model that several of them have. */
  constructor(runtimes: readonly LlamaRuntime[]) {
    this.#runtimes = runtimes;
  }

  async health(signal: AbortSignal): Promise<ConnectorHealth> {
    signal.throwIfAborted();
    return mergeHealth(await Promise.all(this.#runtimes.map((runtime) => runtime.health(signal))));
  }

  async models(signal: AbortSignal): Promise<readonly ModelDescriptor[]> {
    signal.throwIfAborted();
    const lists = await Promise.all(this.#runtimes.map((runtime) => runtime.models(signal).catch(onlyAborts(signal))));
    const seen = new Set<string>();
    // A model that two runtimes have is listed once, where it would run.
    return lists.flat().filter(({ model_id }) => !seen.has(model_id) && seen.add(model_id));
  }

  async *invoke(request: ModelRequest, signal: AbortSignal): AsyncIterable<ModelEvent> {
    try {
      signal.throwIfAborted();
      yield* (await this.#runtimeOf(request.model_id, signal)).invoke(request, signal);
    } catch (error) {
      if (signal.aborted || !isKoraError(error)) throw error;
      yield { type: 'error', error: toConnectorError(error) };
    }
  }

  async countTokens(request: ModelRequest, signal: AbortSignal): Promise<number> {
    signal.throwIfAborted();
    return (await this.#runtimeOf(request.model_id, signal)).countTokens(request, signal);
  }

  async checkSchema(modelId: string, schema: JsonObject, signal: AbortSignal): Promise<readonly string[]> {
    signal.throwIfAborted();
    return lowerSchema(schema, (await this.#runtimeOf(modelId, signal)).lowering).warnings;
  }

  async unload(modelId: string, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    await (await this.#runtimeOf(modelId, signal)).unload(modelId, signal);
  }

  async dispose(): Promise<void> {
    await Promise.all(this.#runtimes.map((runtime) => runtime.dispose()));
  }

  /** The first runtime that has the model. When none has it, why the last one could not be asked is the better answer. */
  async #runtimeOf(modelId: string, signal: AbortSignal): Promise<LlamaRuntime> {
    let problem: unknown = errors.KORA_LLAMACPP_MODEL_NOT_FOUND({ model_id: modelId });
    for (const runtime of this.#runtimes) {
      try {
        const models = await runtime.models(signal);
        if (models.some((model) => model.model_id === modelId)) return runtime;
      } catch (error) {
        signal.throwIfAborted();
        problem = error;
      }
    }
    throw problem;
  }
}

function onlyAborts(signal: AbortSignal): (error: unknown) => readonly ModelDescriptor[] {
  return (error) => {
    signal.throwIfAborted();
    // What a runtime cannot list it cannot serve; `health` says why.
    if (isKoraError(error)) return [];
    throw error;
  };
}
