import type { LiveEvent, RunEvent, RunStatus } from '@kora/contracts';
import type { StreamEvent } from '../answers/answer.ts';
import { httpErrors } from '../errors.ts';
import type { KernelApi, RunHandle } from '../kernel-api.ts';

/** A run event or live event as a server-sent event; only what is stored has an id to come back with. */
export function runStreamEvent(item: RunEvent | LiveEvent): StreamEvent {
  return 'seq' in item ? { event: item.event_type, data: item, id: item.seq } : { event: item.event_type, data: item };
}

function end(run_id: string, status: RunStatus): StreamEvent {
  return { event: 'end', data: { run_id, status } };
}

/** The status that a stored log ends with. */
function endStatus(events: readonly RunEvent[]): RunStatus {
  const last = events.at(-1);
  return last?.event_type === 'run.completed' ? last.payload.status : 'interrupted';
}

/** Events of a run that is over, then `end`. */
export async function* storedRunStream(run_id: string, events: readonly RunEvent[], fromSeq: number) {
  for (const event of events) if (event.seq >= fromSeq) yield runStreamEvent(event);
  yield end(run_id, endStatus(events));
}

/** Events of a run that goes on: its past from `fromSeq`, its present until it ends, then `end`. */
export async function* liveRunStream(api: KernelApi, run: RunHandle, fromSeq: number, signal: AbortSignal) {
  let completed = false;
  for await (const item of run.follow(signal, fromSeq)) {
    completed = item.event_type === 'run.completed';
    yield runStreamEvent(item);
  }
  if (!completed && api.run(run.run_id) !== undefined) throw httpErrors.KORA_HTTP_FELL_BEHIND({});
  yield end(run.run_id, run.bundle().status);
}
