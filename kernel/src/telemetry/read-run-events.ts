import type { FileHandle } from 'node:fs/promises';
import { decode, type RunEvent, runEventCodec } from '@kora/contracts';
import { isLeft } from 'fp-ts/lib/Either.js';
import { parseJson } from '../data/parse-json.ts';
import { type LineProblem, readLines } from './run-files/read-lines.ts';

/** Far more than any honest event or run needs; a file beyond is damaged or hostile. */
const LIMITS = { maxLineBytes: 1_048_576, maxFileBytes: 1_073_741_824 };

/**
 * Reads the events of a run log. A stored log is input like any other: every line is decoded, must belong to the run and
 * come after the one before, and nothing may follow the end of the run.
 * @param take gets every event up to the first problem.
 * @returns the first problem, or null when the log is clean. An unfinished last line is none.
 */
export function readRunEvents(
  handle: FileHandle,
  run_id: string,
  take: (event: RunEvent) => void,
): Promise<LineProblem | null> {
  let before: RunEvent | null = null;
  return readLines(handle, LIMITS, (line) => {
    const event = decodeEvent(line);
    if (typeof event === 'string') return event;
    const problem = misplaced(event, run_id, before);
    if (problem !== null) return problem;
    before = event;
    take(event);
    return null;
  });
}

function decodeEvent(line: string): RunEvent | string {
  const parsed = parseJson(line);
  if (isLeft(parsed)) return `the line ${parsed.left}`;
  const decoded = decode(runEventCodec, parsed.right);
  if (isLeft(decoded)) {
    const [issue] = decoded.left;
    return `the line is no run event: ${issue?.path ?? ''} ${issue?.message ?? ''}`.slice(0, 300);
  }
  return decoded.right;
}

function misplaced(event: RunEvent, run_id: string, before: RunEvent | null): string | null {
  if (event.run_id !== run_id) return 'the event belongs to another run';
  if (Number.isNaN(Date.parse(event.timestamp))) return 'the timestamp names no instant';
  if (before === null) return event.event_type === 'run.started' ? null : 'the log does not begin with run.started';
  if (event.event_type === 'run.started') return 'the run starts a second time';
  if (before.event_type === 'run.completed') return 'the event comes after the end of the run';
  return event.seq > before.seq ? null : `seq ${event.seq} does not come after ${before.seq}`;
}
