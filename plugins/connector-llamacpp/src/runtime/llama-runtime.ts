import type { Connector, ModelDescriptor, ModelEvent, ModelRequest, RuntimeReport } from '@kora/contracts';
import type { LoweringProfile } from '../lower-schema/index.ts';

/** Id of the connector, in routing hints and in telemetry. */
export const CONNECTOR_ID = 'llamacpp';

/**
 * One way of reaching llama.cpp. Faults are thrown as KoraError; the connector turns those of a call into `error` events.
 * Once a signal is aborted, methods reject with its reason; a generation that had started ends with `end` (`aborted`).
 */
export interface LlamaRuntime {
  readonly name: 'embedded' | 'server';
  /** What it enforces of a schema. */
  readonly lowering: LoweringProfile;
  /** How it is. Loads no model and sends nothing of the user's. */
  report(signal: AbortSignal): Promise<RuntimeReport>;
  /** The models that this runtime serves. Rejects when it cannot be asked. */
  models(signal: AbortSignal): Promise<readonly ModelDescriptor[]>;
  /** The same without asking anybody; null when it was too long ago. */
  recentModels(signal: AbortSignal): Promise<readonly ModelDescriptor[] | null>;
  invoke(request: ModelRequest, signal: AbortSignal): AsyncIterable<ModelEvent>;
  countTokens(request: ModelRequest, signal: AbortSignal): Promise<number>;
  /** One vector of length 1 for each text, in their order. A text that is too long is an error and never cut. */
  embed(modelId: string, inputs: readonly string[], signal: AbortSignal): Promise<readonly (readonly number[])[]>;
  unload(modelId: string, signal: AbortSignal): Promise<void>;
  dispose(): Promise<void>;
}

/** What both runtimes can do together. */
export const SUPPORTS: Connector['supports'] = {
  streaming: true,
  structured_output: 'json_schema',
  seed: true,
  token_counting: true,
  thinking: true,
  embeddings: true,
  pull: false,
  unload: true,
};
