import type { Json, JsonObject } from '../../../codec/json.ts';
import type { StructuredOutput, TokensSource } from '../../../run/event.ts';
import type { ModelParameters } from '../../../task-graph/task.ts';

export const CONNECTOR_SPEC_VERSION = '1.0';

/** What a connector can do. The conformance suite tests exactly what is claimed here. */
export interface ConnectorSupports {
  readonly streaming: boolean;
  readonly structured_output: StructuredOutput;
  readonly seed: boolean;
  readonly token_counting: boolean;
  readonly thinking: boolean;
  readonly embeddings: boolean;
  readonly pull: boolean;
  readonly unload: boolean;
}

export const CONNECTOR_STATES = [
  'ready',
  'busy',
  'loading',
  'starting',
  'no_model',
  'not_running',
  /** Takes connections and stays silent, or has not told Studio anything in time. */
  'not_answering',
  'failed',
] as const;
export type ConnectorState = (typeof CONNECTOR_STATES)[number];

/** One runtime behind a connector; a connector may have found several of them. */
export interface RuntimeReport {
  /** What people call it, such as `llama-server`. */
  readonly name: string;
  /** Base URL; null when it is a part of Studio. */
  readonly url: string | null;
  readonly version: string | null;
  readonly status: ConnectorState;
  /** Models that it can be asked for; null when it does not say. */
  readonly models: number | null;
  /** One sentence for a person, with the next step when it is not ready. */
  readonly message: string;
}

/** Where the runtime behind a connector stands. Asking never sends user content and never loads a model. */
export interface ConnectorHealth {
  readonly status: ConnectorState;
  /** One sentence for a person, with the next step when it is not ready. */
  readonly message: string;
  readonly runtime_version: string | null;
  /** Each runtime on its own, where the connector tells them apart. */
  readonly runtimes?: readonly RuntimeReport[];
}

/** A model that a connector can be asked for. Nulls are things the runtime does not say. */
export interface ModelDescriptor {
  readonly model_id: string;
  readonly connector: string;
  /** Names the exact weights, such as `sha256:<hex>`. */
  readonly digest: string | null;
  readonly quantization: string | null;
  readonly context_tokens: number | null;
  readonly size_bytes: number | null;
  readonly required_vram_mb: number | null;
  readonly loaded: boolean;
  /** True when a request would leave this machine. */
  readonly remote: boolean;
  /** True when the user allowed the host that a remote model would be asked on. Absent is no. */
  readonly remote_allowed?: boolean;
}

/** A message whose references are already resolved. */
export interface PlainMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

/** One call of a model. The adapter has already reserved its tokens from the budget. */
export interface ModelRequest {
  readonly model_id: string;
  readonly messages: readonly PlainMessage[];
  readonly parameters: ModelParameters;
  /** Hard cap on generated tokens, thinking included. At least 1. */
  readonly max_tokens: number;
  /** Milliseconds until the adapter aborts; a connector sizes its own socket timeouts by it. */
  readonly timeout_ms: number;
  /** The output's schema, or null for free text. Enforcing it is a help, never a proof. */
  readonly schema: JsonObject | null;
  /**
   * Tokens that the prompt does not exceed, template included, where that is known without a count. What fits so by far need not be
   * counted before the call.
   */
  readonly tokens_in_at_most?: number;
}

/** Tokens that one call used, and how they are known. */
export interface ModelUsage {
  readonly tokens_in: number;
  readonly tokens_out: number;
  readonly source: TokensSource;
}

export const CONNECTOR_ERROR_KINDS = [
  'not_running',
  'loading',
  'model_not_found',
  'context_overflow',
  'bad_request',
  'out_of_memory',
  'overloaded',
  'transport',
  'crashed',
  'protocol',
  'refused',
] as const;

/** What went wrong inside a call, normalised over all runtimes. */
export interface ConnectorError {
  readonly kind: (typeof CONNECTOR_ERROR_KINDS)[number];
  /** KORA_<AREA>_<WHAT>. */
  readonly code: string;
  /** For a person; names the model or runtime and the next step. Never holds prompt text. */
  readonly message: string;
  /** Whether the same call may succeed later. The adapter decides whether it is made again. */
  readonly retryable: boolean;
  readonly details?: { readonly [key: string]: Json };
}

/**
 * What a call tells, in order: one `start`, any number of `delta` and `thinking`, then exactly one `end` or `error`.
 * A sequence that stops without `end` or `error` is a fault of the runtime and counts as one.
 */
export type ModelEvent =
  | {
      readonly type: 'start';
      readonly model_id: string;
      readonly digest: string | null;
      /** How the runtime really constrains the output of this call. */
      readonly structured_output: StructuredOutput;
      readonly tokens_in: number | null;
      /** The seed in force, null when the runtime has none. */
      readonly seed: number | null;
      /** Parameters in force after the connector's documented defaults. */
      readonly parameters: ModelParameters;
      /** For example schema keywords that this runtime cannot enforce. */
      readonly warnings: readonly string[];
    }
  | { readonly type: 'delta'; readonly text: string }
  | { readonly type: 'thinking'; readonly text: string }
  | {
      readonly type: 'end';
      readonly finish_reason: 'stop' | 'length' | 'aborted' | 'error';
      readonly usage: ModelUsage;
    }
  | { readonly type: 'error'; readonly error: ConnectorError };

/** Progress of fetching a model. `completed` never goes backwards. */
export interface PullEvent {
  readonly status: string;
  readonly completed_bytes: number;
  readonly total_bytes: number | null;
}

/**
 * A model runtime. All methods reject promptly with the signal's reason once it is aborted. Everything that crosses is
 * structured-cloneable, so the kernel may run a connector in another process.
 */
export interface Connector {
  readonly id: string;
  readonly specVersion: typeof CONNECTOR_SPEC_VERSION;
  readonly supports: ConnectorSupports;
  health(signal: AbortSignal): Promise<ConnectorHealth>;
  models(signal: AbortSignal): Promise<readonly ModelDescriptor[]>;
  /**
   * What `models` has found in the last few seconds, known without asking a runtime, so that a call need not wait for a list; null when
   * that is too long ago. Only for a connector whose calls notice by themselves that a model is gone, or has become another.
   */
  recentModels?(signal: AbortSignal): Promise<readonly ModelDescriptor[] | null>;
  /**
   * Generates. Faults arrive as an `error` event, not as a rejection. Aborting ends the generation inside the runtime,
   * not only the reading of it; the iteration then ends with `end` (`aborted`) or rejects with the signal's reason.
   */
  invoke(request: ModelRequest, signal: AbortSignal): AsyncIterable<ModelEvent>;
  /**
   * What the runtime cannot enforce of a schema, one sentence each, beginning with a JSON pointer into the schema; empty when it
   * enforces all. Asked before a call, generates nothing, and says no less than `start` of that call will.
   */
  checkSchema?(model_id: string, schema: JsonObject, signal: AbortSignal): Promise<readonly string[]>;
  /** Exact number of tokens that the prompt of this request takes, template included. */
  countTokens?(request: ModelRequest, signal: AbortSignal): Promise<number>;
  embed?(model_id: string, inputs: readonly string[], signal: AbortSignal): Promise<readonly (readonly number[])[]>;
  pull?(model_id: string, signal: AbortSignal): AsyncIterable<PullEvent>;
  unload?(model_id: string, signal: AbortSignal): Promise<void>;
  /** Frees what the connector holds: child processes, sockets. Idempotent. */
  dispose?(): Promise<void>;
}
