import type { Connector, ModelRequest } from '@kora/contracts';

/**
 * What a runtime can be like. `loading`: it takes questions, and a call waits or is told to come again. `busy`: every call
 * waits. `dying`: a call gets some text, and then the runtime is gone.
 */
export type RuntimeCondition = 'ready' | 'not_running' | 'loading' | 'busy' | 'dying';

/** A connector with a model that it can really be asked for. */
export interface ConnectorUnderTest {
  readonly connector: Connector;
  readonly modelId: string;
  /** The model that texts are embedded with, `modelId` unless given. */
  readonly embeddingModelId?: string;
  /** A model that the runtime would ask on another machine, which nobody allowed; where there can be such a thing. */
  readonly refusedModelId?: string | undefined;
  /**
   * Brings the runtime behind the connector, ready at first, into a condition. With it the suite also tries every operation
   * while the runtime is not running, loading, ready, busy, dying in the middle of an answer, gone, and back again.
   */
  become?(condition: RuntimeCondition): Promise<void>;
  /** Undoes what `create` did: servers, folders. Disposes of the connector too, if that did not happen yet. */
  dispose(): Promise<void>;
}

export interface ConnectorConformanceOptions {
  /** Makes a fresh connector that shares nothing with another one. Called about twenty times. */
  create(): Promise<ConnectorUnderTest>;
  /** A prompt that the model answers with more than 32 tokens when nothing stops it. */
  readonly prompt?: string;
  /** Milliseconds after which a call counts as hanging. Generous: nothing waits for it unless something hangs. */
  readonly limit_ms?: number;
}

/** What a check works with. */
export interface Subject {
  readonly connector: Connector;
  readonly modelId: string;
  readonly embeddingModelId: string;
  readonly refusedModelId: string | undefined;
  readonly become: ConnectorUnderTest['become'];
  readonly prompt: string;
  readonly limit_ms: number;
}

/** A text that no answer and no error message holds by chance. */
export const SECRET = 'xylophone-4711';

/** Tokens that every answer of the suite may have, unless a check says otherwise. */
export const MAX_TOKENS = 32;

/** A plain request for text; `changes` make it another one. */
export function requestFor(subject: Subject, changes: Partial<ModelRequest> = {}): ModelRequest {
  return {
    model_id: subject.modelId,
    messages: [{ role: 'user', content: `${subject.prompt} (${SECRET})` }],
    parameters: { temperature: 0.8, seed: 7 },
    max_tokens: MAX_TOKENS,
    timeout_ms: subject.limit_ms,
    schema: null,
    ...changes,
  };
}
