import {
  CONNECTOR_SPEC_VERSION,
  type Connector,
  type ConnectorHealth,
  type ConnectorSupports,
  type ModelDescriptor,
  type ModelEvent,
  type ModelRequest,
  type StructuredOutput,
} from '@kora/contracts';
import { replayErrors } from './errors.ts';
import { playCall } from './play-call.ts';
import { requestKey } from './recorded-call.ts';
import type { Recording } from './recording.ts';

/** What a recorded connector is made of. */
export interface RecordedConnectorParts {
  /** That of the connector that was recorded. */
  readonly id: string;
  readonly models: readonly ModelDescriptor[];
  readonly structured_output: StructuredOutput;
  readonly recording: Recording;
  /** Whether what was never asked may have been too long to be asked. */
  readonly overflowed: boolean;
}

/** Stands where a connector stood when a run was recorded, and gives its answers again. It reaches no runtime. */
export class RecordedConnector implements Connector {
  readonly id: string;
  readonly specVersion = CONNECTOR_SPEC_VERSION;
  readonly supports: ConnectorSupports;
  readonly #parts: RecordedConnectorParts;

  constructor(parts: RecordedConnectorParts) {
    const { id, structured_output } = parts;
    this.id = id;
    this.#parts = parts;
    const never = { embeddings: false, pull: false, unload: false };
    this.supports = { streaming: true, seed: true, token_counting: true, thinking: true, structured_output, ...never };
  }

  async health(signal: AbortSignal): Promise<ConnectorHealth> {
    signal.throwIfAborted();
    return { status: 'ready', message: 'Answers from the archive of a run.', runtime_version: null };
  }

  async models(signal: AbortSignal): Promise<readonly ModelDescriptor[]> {
    signal.throwIfAborted();
    return this.#parts.models;
  }

  /** As many tokens as were recorded. @throws Error for a prompt that never was, unless that may be because it did not fit. */
  async countTokens(request: ModelRequest, signal: AbortSignal): Promise<number> {
    signal.throwIfAborted();
    const call = this.#parts.recording.peek(requestKey(this.id, request));
    if (call !== undefined) return call.ended.tokens_in;
    if (this.#parts.overflowed) return Number.MAX_SAFE_INTEGER;
    throw new Error('the recorded run did not ask this');
  }

  async *invoke(request: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelEvent, void, void> {
    signal.throwIfAborted();
    const call = this.#parts.recording.take(requestKey(this.id, request));
    if (call !== undefined) yield* playCall(call);
    else {
      const { code, message } = replayErrors.KORA_REPLAY_CALL_NOT_RECORDED({ connector: this.id });
      yield { type: 'error', error: { kind: 'refused', code, message, retryable: false } };
    }
  }
}
