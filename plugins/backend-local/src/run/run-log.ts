import type {
  ModelCall,
  ModelDelta,
  ModelLoading,
  ModelQueued,
  RunEventOf,
  RunEventPayload,
  RunEventType,
  RunOutcome,
} from '@kora/contracts';
import type { EventChannel } from './event-channel.ts';

/** The kernel writes `run.started` as event 0, because only it knows when the first layers began; a backend goes on from 1. */
const FIRST_SEQ = 1;

/** Where and when an event belongs. */
export interface EventPlace {
  /** Absent for what concerns the whole run. */
  readonly task_id?: string;
  readonly attempt_index?: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** Writes a run's events, in order and without gaps, into its channel. */
export class RunLog {
  readonly #channel: EventChannel;
  readonly #runId: string;
  readonly #graphId: string;
  #seq = FIRST_SEQ;
  #stamp = { at: Number.NaN, text: '' };

  constructor(channel: EventChannel, runId: string, graphId: string) {
    this.#channel = channel;
    this.#runId = runId;
    this.#graphId = graphId;
  }

  write<T extends RunEventType>(type: T, payload: RunEventPayload<T>, place: EventPlace): void {
    this.#channel.push({ kind: 'event', event: this.#event(type, payload, place) });
  }

  /** Resolves once the event is on record, so that what it announces can happen. */
  writeAhead<T extends RunEventType>(type: T, payload: RunEventPayload<T>, place: EventPlace): Promise<void> {
    return this.#channel.stored({ kind: 'event', event: this.#event(type, payload, place) });
  }

  show(task_id: string, attempt_index: number, kind: ModelDelta['kind'], text: string): void {
    const delta: ModelDelta = { event_type: 'model.delta', run_id: this.#runId, task_id, attempt_index, kind, text };
    this.#channel.push({ kind: 'delta', delta });
  }

  /** Tells a task's place in the line for a connector; 0 when it has left it. */
  showPlace(task_id: string, attempt_index: number, connector: string, position: number): void {
    const run_id = this.#runId;
    const queued: ModelQueued = { event_type: 'model.queued', run_id, task_id, attempt_index, connector, position };
    this.#channel.push({ kind: 'queued', queued });
  }

  /** Tells that a task waits for its model to come into memory, or no longer does. */
  showLoading(
    task_id: string,
    attempt_index: number,
    model: Pick<ModelCall, 'connector' | 'model_id'>,
    loading: boolean,
  ): void {
    const { connector, model_id } = model;
    const event: ModelLoading = {
      event_type: 'model.loading',
      run_id: this.#runId,
      task_id,
      attempt_index,
      connector,
      model_id,
      loading,
    };
    this.#channel.push({ kind: 'loading', loading: event });
  }

  /** Writes the last event, and ends the stream. */
  finish(payload: RunEventPayload<'run.completed'>, outcome: RunOutcome, at: number): void {
    this.#channel.push({ kind: 'outcome', event: this.#event('run.completed', payload, { at }), outcome });
    this.#channel.close();
  }

  #event<T extends RunEventType>(event_type: T, payload: RunEventPayload<T>, place: EventPlace): RunEventOf<T> {
    const seq = this.#seq++;
    const { task_id, attempt_index = 0 } = place;
    const event_id = `${this.#runId}:${seq}`;
    const [run_id, graph_id, timestamp] = [this.#runId, this.#graphId, this.#timestamp(place.at)];
    // Two literals and no spread: every task writes five events, and a literal takes a fraction of the time.
    const event =
      task_id === undefined
        ? { event_id, event_type, timestamp, run_id, graph_id, attempt_index, seq, payload }
        : { event_id, event_type, timestamp, run_id, graph_id, task_id, attempt_index, seq, payload };
    // The compiler cannot pair a generic type name with its payload; the parameter types above already have.
    return event as RunEventOf<T>;
  }

  /** Thousands of events share a millisecond; formatting it once is enough. */
  #timestamp(at: number): string {
    const ms = Math.floor(at);
    if (this.#stamp.at !== ms) this.#stamp = { at: ms, text: new Date(ms).toISOString() };
    return this.#stamp.text;
  }
}
