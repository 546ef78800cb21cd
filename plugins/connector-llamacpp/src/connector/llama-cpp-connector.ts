import {
  CONNECTOR_SPEC_VERSION,
  type Connector,
  type ConnectorHealth,
  type ConnectorSupports,
  type JsonObject,
  type ModelDescriptor,
  type ModelEvent,
  type ModelRequest,
} from '@kora/contracts';
import { isKoraError } from '@kora/plugin-sdk';
import { ConnectorLifetime } from '@kora/plugin-sdk/http';
import type { FoundServers } from '../discovery/found-servers.ts';
import { errors, toConnectorError } from '../errors.ts';
import { lowerSchema } from '../lower-schema/index.ts';
import { JustSeen } from '../runtime/just-seen.ts';
import { CONNECTOR_ID, type LlamaRuntime, SUPPORTS } from '../runtime/llama-runtime.ts';
import { mergeHealth } from './merge-health.ts';
import { NO_SERVER } from './no-server.ts';

/** What a connector is made of. */
export interface LlamaCppRuntimes {
  /** In order of preference, for a model that several of them have. */
  readonly runtimes: readonly LlamaRuntime[];
  /** Servers that come after them; none are looked for unless given. */
  readonly found?: FoundServers;
  /** What they can do together; what all of llama.cpp can unless given. */
  readonly supports?: ConnectorSupports;
}

const ALL = '';

/** A runtime and what it has. */
interface RuntimeList {
  readonly runtime: LlamaRuntime;
  readonly models: readonly ModelDescriptor[];
}

/** llama.cpp behind one connector: embedded first, then the llama-server that is configured, or those that are found. */
export class LlamaCppConnector implements Connector {
  readonly id = CONNECTOR_ID;
  readonly specVersion = CONNECTOR_SPEC_VERSION;
  readonly supports: ConnectorSupports;
  readonly unload?: NonNullable<Connector['unload']>;
  readonly #runtimes: readonly LlamaRuntime[];
  readonly #found: FoundServers | null;
  readonly #owners = new JustSeen<LlamaRuntime>();
  /** Whoever was listed, in order of preference. */
  readonly #listed = new JustSeen<readonly LlamaRuntime[]>();
  readonly #life = new ConnectorLifetime(() => errors.KORA_LLAMACPP_STOPPED({}));

  constructor({ runtimes, found, supports }: LlamaCppRuntimes) {
    this.#runtimes = runtimes;
    this.#found = found ?? null;
    this.supports = supports ?? SUPPORTS;
    if (this.supports.unload) this.unload = (modelId, caller) => this.#unload(modelId, caller);
  }

  async health(caller: AbortSignal): Promise<ConnectorHealth> {
    const signal = this.#life.signal(caller);
    const found = await this.#found?.look(signal);
    const reports = await Promise.all([...this.#runtimes, ...(found ?? [])].map((runtime) => runtime.report(signal)));
    const health = mergeHealth(reports);
    return found?.length === 0 ? { ...health, runtimes: [...reports, NO_SERVER] } : health;
  }

  async models(caller: AbortSignal): Promise<readonly ModelDescriptor[]> {
    const signal = this.#life.signal(caller);
    const listed = (runtimes: readonly LlamaRuntime[]) =>
      Promise.all(
        runtimes.map(async (runtime) => ({ runtime, models: await runtime.models(signal).catch(onlyAborts(signal)) })),
      );
    // What is known by name is asked while ports are looked at.
    const [near, far] = await Promise.all([listed(this.#runtimes), this.#found?.look(signal).then(listed) ?? []]);
    this.#listed.put(
      ALL,
      [...near, ...far].map(({ runtime }) => runtime),
    );
    return this.#owned([...near, ...far]);
  }

  async recentModels(caller: AbortSignal): Promise<readonly ModelDescriptor[] | null> {
    const signal = this.#life.signal(caller);
    const lists: RuntimeList[] = [];
    for (const runtime of this.#listed.get(ALL) ?? []) {
      const models = await runtime.recentModels(signal);
      if (models === null) return null;
      lists.push({ runtime, models });
    }
    return lists.length === 0 ? null : this.#owned(lists);
  }

  async *invoke(request: ModelRequest, caller: AbortSignal): AsyncIterable<ModelEvent> {
    try {
      const signal = this.#life.signal(caller);
      for await (const event of (await this.#runtimeOf(request.model_id, signal)).invoke(request, signal)) {
        // What ends because the plugin goes away was not aborted by the caller.
        if (event.type === 'end' && event.finish_reason === 'aborted' && !caller.aborted) signal.throwIfAborted();
        yield event;
      }
    } catch (error) {
      if (caller.aborted || !isKoraError(error)) throw error;
      this.#owners.forget(request.model_id);
      this.#listed.forget(ALL);
      yield { type: 'error', error: toConnectorError(error) };
    }
  }

  async countTokens(request: ModelRequest, caller: AbortSignal): Promise<number> {
    const signal = this.#life.signal(caller);
    return (await this.#runtimeOf(request.model_id, signal)).countTokens(request, signal);
  }

  async checkSchema(modelId: string, schema: JsonObject, caller: AbortSignal): Promise<readonly string[]> {
    const signal = this.#life.signal(caller);
    return lowerSchema(schema, (await this.#runtimeOf(modelId, signal)).lowering).warnings;
  }

  async embed(modelId: string, inputs: readonly string[], caller: AbortSignal) {
    const signal = this.#life.signal(caller);
    return (await this.#runtimeOf(modelId, signal)).embed(modelId, inputs, signal);
  }

  async #unload(modelId: string, caller: AbortSignal): Promise<void> {
    const signal = this.#life.signal(caller);
    await (await this.#runtimeOf(modelId, signal)).unload(modelId, signal);
  }

  /** Ends what is going on; every later call fails with KORA_LLAMACPP_STOPPED. */
  async dispose(): Promise<void> {
    this.#life.end();
    await Promise.all(this.#runtimes.map((runtime) => runtime.dispose()));
  }

  #owned(lists: readonly RuntimeList[]): readonly ModelDescriptor[] {
    const owned = new Map<string, ModelDescriptor>();
    for (const { runtime, models } of lists) {
      for (const model of models) {
        // A model that two runtimes have is listed once, where it would run.
        if (owned.has(model.model_id)) continue;
        owned.set(model.model_id, model);
        this.#owners.put(model.model_id, runtime);
      }
    }
    return [...owned.values()];
  }

  /** The first runtime that has the model. When none has it, why the last one could not be asked is the better answer. */
  async #runtimeOf(modelId: string, signal: AbortSignal): Promise<LlamaRuntime> {
    const known = this.#owners.get(modelId);
    if (known !== undefined) return known;
    let problem: unknown = errors.KORA_LLAMACPP_MODEL_NOT_FOUND({ model_id: modelId });
    const owner = async (runtimes: readonly LlamaRuntime[]) => {
      for (const runtime of runtimes) {
        const models = await runtime.models(signal).catch((error: unknown) => {
          signal.throwIfAborted();
          problem = error;
          return [];
        });
        if (models.some((model) => model.model_id === modelId)) return runtime;
      }
      return null;
    };
    // Ports are only looked at for a model that nobody nearer has.
    const runtime = (await owner(this.#runtimes)) ?? (await owner((await this.#found?.look(signal)) ?? []));
    if (runtime === null) throw problem;
    this.#owners.put(modelId, runtime);
    return runtime;
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
