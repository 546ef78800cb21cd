import type { RunEventOf, RunEventPayload, RunEventType } from '@kora/contracts';
import type { Clock } from '@kora/plugin-sdk';

/** Makes the few events that the kernel itself adds to a run's log, with the envelope that every event has. */
export class RunEvents {
  readonly #runId: string;
  readonly #graphId: string;
  readonly #clock: Clock;
  readonly #position: { readonly nextSeq: number };

  constructor(runId: string, graphId: string, clock: Clock, position: { readonly nextSeq: number }) {
    this.#runId = runId;
    this.#graphId = graphId;
    this.#clock = clock;
    this.#position = position;
  }

  make<T extends RunEventType>(event_type: T, payload: RunEventPayload<T>, task_id?: string): RunEventOf<T> {
    const seq = this.#position.nextSeq;
    const event = {
      event_id: `${this.#runId}:${seq}`,
      event_type,
      timestamp: this.#clock.now().toISOString(),
      run_id: this.#runId,
      graph_id: this.#graphId,
      ...(task_id === undefined ? {} : { task_id }),
      attempt_index: 0,
      seq,
      payload,
    };
    // The compiler cannot pair a generic type name with its payload; the parameter types above already have.
    return event as RunEventOf<T>;
  }
}
