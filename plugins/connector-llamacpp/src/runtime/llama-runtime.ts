import type { Connector, ConnectorHealth, ModelDescriptor, ModelEvent, ModelRequest } from '@kora/contracts';
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
  health(signal: AbortSignal): Promise<ConnectorHealth>;
  /** The models that this runtime serves. Rejects when it cannot be asked. */
  models(signal: AbortSignal): Promise<readonly ModelDescriptor[]>;
  invoke(request: ModelRequest, signal: AbortSignal): AsyncIterable<ModelEvent>;
  countTokens(request: ModelRequest, signal: AbortSignal): Promise<number>;
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
  embeddings: false,
  pull: false,
  unload: true,
};
