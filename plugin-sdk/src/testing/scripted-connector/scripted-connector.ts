import {
  CONNECTOR_SPEC_VERSION,
  type Connector,
  type ConnectorError,
  type ConnectorHealth,
  type ConnectorSupports,
  type JsonObject,
  type ModelDescriptor,
  type ModelEvent,
  type ModelRequest,
} from '@kora/contracts';
import { playTurn, trueUsage } from './play-turn.ts';
import { contextOverflow, exhausted, modelNotFound, notRunning } from './scripted-errors.ts';
import { countScriptedTokens } from './scripted-tokens.ts';
import type { ScriptedTurn } from './scripted-turn.ts';
import type { OngoingCall, ServedCall } from './served-call.ts';

/** Turns in the order of the calls, or a function that decides for each call; `index` is 0 for the first. */
export type Script = readonly ScriptedTurn[] | ((request: ModelRequest, index: number) => ScriptedTurn);

export interface ScriptedConnectorOptions {
  readonly script: Script;
  /** `scripted` unless given. */
  readonly id?: string;
  /** One model called `scripted-model` unless given. */
  readonly models?: readonly string[];
  /** Everything but embeddings and pull unless given. */
  readonly supports?: Partial<ConnectorSupports>;
  readonly health?: ConnectorHealth;
  /** 4,096 unless given. A prompt that does not fit is refused as context_overflow. */
  readonly context_tokens?: number;
  /** What it says beforehand, and in `start` of a call with a schema, that it cannot enforce; nothing unless given. */
  readonly unenforced?: readonly string[];
  /** The contract allows both answers to an abort: `end` with `aborted` (the default), or rejecting with the reason. */
  readonly on_abort?: 'end' | 'reject';
}

const SUPPORTS: ConnectorSupports = {
  streaming: true,
  structured_output: 'json_schema',
  seed: true,
  token_counting: true,
  thinking: true,
  embeddings: false,
  pull: false,
  unload: true,
};
const DIGEST = `sha256:${'5c'.repeat(32)}`;
const READY: ConnectorHealth = { status: 'ready', message: 'The script is ready.', runtime_version: '1.0.0' };
const GONE: ConnectorHealth = {
  status: 'not_running',
  message: 'The script is over. Make a new connector.',
  runtime_version: null,
};

/**
 * A connector without a model: it plays a script and keeps its own account of every call, so that tests can provoke each
 * known fault of a runtime and compare what was served with what was logged. With a well-behaved script it passes the
 * connector conformance suite.
 */
export class ScriptedConnector implements Connector {
  readonly id: string;
  readonly specVersion = CONNECTOR_SPEC_VERSION;
  readonly supports: ConnectorSupports;
  readonly #options: ScriptedConnectorOptions;
  readonly #calls: OngoingCall[] = [];
  readonly #loaded = new Set<string>();
  readonly #disposal = new AbortController();
  #prompts_counted = 0;

  constructor(options: ScriptedConnectorOptions) {
    this.id = options.id ?? 'scripted';
    this.supports = { ...SUPPORTS, ...options.supports };
    this.#options = options;
  }

  /** Every call that began, in the order of their beginning. */
  get calls(): readonly ServedCall[] {
    return this.#calls;
  }

  /** How often a prompt was counted. */
  get prompts_counted(): number {
    return this.#prompts_counted;
  }

  async health(signal: AbortSignal): Promise<ConnectorHealth> {
    signal.throwIfAborted();
    return this.#disposal.signal.aborted ? GONE : (this.#options.health ?? READY);
  }

  async models(signal: AbortSignal): Promise<readonly ModelDescriptor[]> {
    signal.throwIfAborted();
    return this.#modelIds().map((model_id) => ({
      model_id,
      connector: this.id,
      digest: DIGEST,
      quantization: null,
      context_tokens: this.#contextTokens(),
      size_bytes: null,
      required_vram_mb: null,
      loaded: this.#loaded.has(model_id),
      remote: false,
    }));
  }

  async countTokens(request: ModelRequest, signal: AbortSignal): Promise<number> {
    signal.throwIfAborted();
    this.#prompts_counted += 1;
    return countScriptedTokens(request);
  }

  async checkSchema(_model_id: string, _schema: JsonObject, signal: AbortSignal): Promise<readonly string[]> {
    signal.throwIfAborted();
    return this.#options.unenforced ?? [];
  }

  async unload(model_id: string, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    this.#loaded.delete(model_id);
  }

  async dispose(): Promise<void> {
    this.#disposal.abort(new Error('The scripted connector was disposed.'));
  }

  async *invoke(request: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelEvent> {
    signal.throwIfAborted();
    const call: OngoingCall = {
      index: this.#calls.length,
      request: structuredClone(request),
      events: [],
      outcome: 'running',
      tokens_in: countScriptedTokens(request),
      tokens_out: 0,
    };
    this.#calls.push(call);
    try {
      for await (const event of this.#play(request, call, signal)) {
        call.events.push(event);
        if (event.type === 'error') call.outcome = 'failed';
        if (event.type === 'end') call.outcome = event.finish_reason === 'aborted' ? 'aborted' : 'ended';
        yield event;
      }
      if (call.outcome === 'running') call.outcome = 'cut';
    } catch (error) {
      call.outcome = signal.aborted ? 'aborted' : 'failed';
      throw error;
    } finally {
      if (call.outcome === 'running') call.outcome = 'closed';
    }
  }

  async *#play(request: ModelRequest, call: OngoingCall, signal: AbortSignal): AsyncGenerator<ModelEvent> {
    const refusal = this.#refusal(request, call);
    if (refusal !== null) {
      yield { type: 'error', error: refusal };
      return;
    }
    this.#loaded.add(request.model_id);
    const turn = this.#turn(request, call.index);
    const disposal = this.#disposal.signal;
    const stage = {
      digest: DIGEST,
      seed: this.supports.seed,
      structured_output: this.supports.structured_output,
      unenforced: this.#options.unenforced ?? [],
      signal: turn.ignores_abort === true ? disposal : AbortSignal.any([signal, disposal]),
    };
    try {
      yield* playTurn(turn, call, stage);
    } catch (error) {
      if (!stage.signal.aborted) throw error;
      if (!signal.aborted) yield { type: 'error', error: notRunning(this.id) };
      else if (this.#options.on_abort === 'reject') throw signal.reason;
      else yield { type: 'end', finish_reason: 'aborted', usage: trueUsage(call) };
    }
  }

  #turn(request: ModelRequest, index: number): ScriptedTurn {
    const { script } = this.#options;
    const turn = typeof script === 'function' ? script(request, index) : script[index];
    return turn ?? { ending: exhausted(index) };
  }

  #refusal(request: ModelRequest, call: OngoingCall): ConnectorError | null {
    if (this.#disposal.signal.aborted) return notRunning(this.id);
    if (!this.#modelIds().includes(request.model_id)) return modelNotFound(request.model_id);
    return call.tokens_in > this.#contextTokens() ? contextOverflow(call.tokens_in, this.#contextTokens()) : null;
  }

  #modelIds(): readonly string[] {
    return this.#options.models ?? ['scripted-model'];
  }

  #contextTokens(): number {
    return this.#options.context_tokens ?? 4096;
  }
}
