import type { AttemptOutcome, Connector, ModelCall, ModelEvent, ModelRequest, TokensSource } from '@kora/contracts';
import type { Clock } from '@kora/plugin-sdk';
import { isCount, readModelEvent } from './read-model-event.ts';
import { OUTCOME_OF_ERROR } from './retry-table.ts';

/** A connector gets this long to end its call after an abort, and to close it after its end; then the adapter goes on without it. */
const GRACE_MS = 2_000;

/** Everything that one call needs. */
export interface CallParts {
  readonly connector: Connector;
  readonly request: ModelRequest;
  /** What is known of the call before it begins. */
  readonly model: ModelCall;
  readonly tokens_in: number | null;
  /** Aborted when task or run must end. */
  readonly signal: AbortSignal;
  /** What that abort makes of the attempt. */
  stoppedAs(): 'timeout' | 'cancelled';
  readonly clock: Clock;
  /** The runtime has begun: its model is there. */
  onStart(): void;
  onText(kind: 'answer' | 'thinking', text: string): void;
}

/** What a call came to. `answered` still has to be parsed and validated. */
export interface CallResult {
  readonly outcome: 'answered' | Exclude<AttemptOutcome, 'accepted'>;
  readonly text: string;
  /** Whether the model thought aloud before or beside its answer. */
  readonly thought: boolean;
  readonly model: ModelCall;
  readonly tokens_in: number;
  readonly tokens_out: number;
  readonly duration_ms: number;
  readonly time_to_first_token_ms: number | null;
  readonly warnings: readonly string[];
  /** Of a failed call: the connector's code or ours, its words, and whether trying again makes sense. */
  readonly fault: { readonly code: string; readonly message: string; readonly retryable: boolean } | null;
}

type Ending = Pick<CallResult, 'outcome' | 'fault'>;
type EndEvent = Extract<ModelEvent, { type: 'end' }>;

const protocolFault = (message: string): Ending => ({
  outcome: 'runtime_error',
  fault: { code: 'KORA_MODEL_PROTOCOL', message, retryable: true },
});
const plain = (outcome: CallResult['outcome']): Ending => ({ outcome, fault: null });

/** Reads one call: counts, enforces the cap, and decides how it ended. */
class CallReader {
  readonly #parts: CallParts;
  readonly #controller = new AbortController();
  readonly #started: number;
  #start: Extract<ModelEvent, { type: 'start' }> | null = null;
  #end: EndEvent | null = null;
  #first: number | null = null;
  #iterator: AsyncIterator<ModelEvent> | null = null;
  #counted = 0;
  #capped = false;
  #abandoned = false;
  #text = '';
  #thought = false;

  constructor(parts: CallParts) {
    this.#parts = parts;
    this.#started = parts.clock.monotonic();
  }

  async read(): Promise<CallResult> {
    const { clock, model, tokens_in } = this.#parts;
    const ending = await this.#consume();
    const ended = clock.monotonic();
    await this.#close();
    const usage = this.#end?.usage;
    // A runtime that reports fewer tokens than it sent pieces, or what is no count, is not believed.
    const reported =
      usage !== undefined && isCount(usage.tokens_out) && usage.tokens_out >= this.#counted ? usage : null;
    const source: TokensSource = reported?.source ?? 'counted';
    const start = this.#start;
    return {
      ...ending,
      text: this.#text,
      thought: this.#thought,
      model: {
        connector: model.connector,
        model_id: start?.model_id ?? model.model_id,
        digest: start?.digest ?? model.digest,
        seed: start?.seed ?? model.seed,
        parameters: start?.parameters ?? model.parameters,
        structured_output: start?.structured_output ?? model.structured_output,
        tokens_source: source,
      },
      tokens_in: [usage?.tokens_in, start?.tokens_in, tokens_in].find(isCount) ?? 0,
      tokens_out: reported?.tokens_out ?? this.#counted,
      duration_ms: ended - this.#started,
      time_to_first_token_ms: this.#first === null ? null : this.#first - this.#started,
      warnings: start?.warnings ?? [],
    };
  }

  async #consume(): Promise<Ending> {
    const { connector, request, signal: outer } = this.#parts;
    const { signal } = this.#controller;
    const stop = () => this.#controller.abort(outer.reason);
    const abandoned = afterAbort(signal);
    try {
      const iterator = connector.invoke(request, signal)[Symbol.asyncIterator]();
      this.#iterator = iterator;
      let step = iterator.next();
      // Linked only now: the call is on record, so it is made, even if everything is being stopped at this very moment.
      outer.addEventListener('abort', stop, { once: true });
      if (outer.aborted) stop();
      for (;;) {
        const taken = await Promise.race([step, abandoned.promise]);
        if (taken === 'abandoned') {
          this.#abandoned = true;
          return this.#stopped();
        }
        if (taken.done === true) return signal.aborted ? this.#stopped() : plain('stream_cut');
        const ending = this.#take(taken.value);
        if (ending !== null) return signal.aborted ? this.#stopped() : ending;
        step = iterator.next();
      }
    } catch (error) {
      if (signal.aborted) return this.#stopped();
      return protocolFault(
        `it threw ${error instanceof Error ? error.message : 'something'} instead of an error event`,
      );
    } finally {
      outer.removeEventListener('abort', stop);
      abandoned.cancel();
    }
  }

  /**
   * A reader that stops early must say so, or the runtime goes on generating. What the call was granted is settled only when it is
   * over for the runtime too: two calls that run at once may never have more than the budget between them.
   */
  async #close(): Promise<void> {
    if (this.#iterator === null) return;
    const closed = endReading(this.#iterator).catch(() => undefined);
    // Nobody can wait for a dead one: it had its time.
    if (!this.#abandoned) await unlessLate(closed);
  }

  /** Takes one event in. @returns how the call ended, or null while it goes on. */
  #take(sent: unknown): Ending | null {
    const event = readModelEvent(sent);
    if (typeof event === 'string') return protocolFault(event);
    if (event.type === 'error') {
      const { kind, code, message, retryable } = event.error;
      return { outcome: OUTCOME_OF_ERROR[kind], fault: { code, message, retryable } };
    }
    if (event.type === 'start') {
      if (this.#start !== null) return protocolFault('it sent a second start');
      this.#start = event;
      this.#parts.onStart();
      return null;
    }
    if (this.#start === null) return protocolFault(`it sent ${event.type} before start`);
    if (event.type === 'end') return this.#ended(event);
    return this.#generated(event.type === 'delta' ? 'answer' : 'thinking', event.text);
  }

  #generated(kind: 'answer' | 'thinking', text: string): null {
    if (text === '') return null;
    this.#first ??= this.#parts.clock.monotonic();
    this.#counted++;
    if (this.#counted > this.#parts.request.max_tokens) {
      this.#capped = true;
      this.#controller.abort(new Error('the call went beyond its token cap'));
      return null;
    }
    if (kind === 'answer') this.#text += text;
    else this.#thought = true;
    this.#parts.onText(kind, text);
    return null;
  }

  #ended(event: EndEvent): Ending {
    this.#end = event;
    const { tokens_out } = event.usage;
    // More than the cap is too much, even as a number that is no count; what is no number at all says nothing.
    if (event.finish_reason === 'length' || tokens_out > this.#parts.request.max_tokens) return plain('truncated');
    if (event.finish_reason === 'aborted') return plain('stream_cut');
    if (event.finish_reason === 'error') return protocolFault('it ended with an error that it did not name');
    return plain(this.#text.trim() === '' ? 'empty' : 'answered');
  }

  /** We ended it ourselves: because of the cap, or because task or run had to end. */
  #stopped(): Ending {
    return plain(this.#capped ? 'truncated' : this.#parts.stoppedAs());
  }
}

async function endReading(iterator: AsyncIterator<ModelEvent>): Promise<void> {
  await iterator.return?.();
}

/** Waits for a connector to close its call, for the grace at most. */
async function unlessLate(closed: Promise<void>): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, GRACE_MS);
  await Promise.race([closed, promise]);
  clearTimeout(timer);
}

/** Resolves a while after the signal aborts, for runtimes that do not react to it. */
function afterAbort(signal: AbortSignal): { readonly promise: Promise<'abandoned'>; cancel(): void } {
  const { promise, resolve } = Promise.withResolvers<'abandoned'>();
  let timer: NodeJS.Timeout | undefined;
  const arm = () => {
    timer = setTimeout(() => resolve('abandoned'), GRACE_MS);
  };
  signal.addEventListener('abort', arm, { once: true });
  if (signal.aborted) arm();
  return {
    promise,
    cancel() {
      signal.removeEventListener('abort', arm);
      clearTimeout(timer);
    },
  };
}

/** Makes one call and reads it to its end. Never rejects: every way to fail is an outcome. */
export function callModel(parts: CallParts): Promise<CallResult> {
  return new CallReader(parts).read();
}
