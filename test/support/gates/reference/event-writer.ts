import type { BackendEvent, RunEventOf, RunEventPayload, RunEventType } from '@kora/contracts';

/** Numbers the events of one run, from 1: the kernel writes event 0. */
export class EventWriter {
  readonly #run_id: string;
  readonly #graph_id: string;
  #seq = 0;

  constructor(run_id: string, graph_id: string) {
    this.#run_id = run_id;
    this.#graph_id = graph_id;
  }

  event<T extends RunEventType>(
    event_type: T,
    payload: RunEventPayload<T>,
    task_id?: string,
    attempt_index = 0,
  ): BackendEvent & { readonly kind: 'event' } {
    const seq = ++this.#seq;
    const { run_id, graph_id } = { run_id: this.#run_id, graph_id: this.#graph_id };
    const envelope = { event_id: `${run_id}:${seq}`, timestamp: new Date().toISOString(), run_id, graph_id, seq };
    const place = task_id === undefined ? {} : { task_id };
    // The compiler cannot pair a generic type name with its payload; the parameters' types have.
    const event = { ...envelope, ...place, attempt_index, event_type, payload } as RunEventOf<T>;
    return { kind: 'event', event };
  }
}
