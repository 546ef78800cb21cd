import type { FileHandle } from 'node:fs/promises';
import { type RunSummary, TelemetryReducer } from '@kora/contracts';
import { reasonOf } from '../data/file-errors.ts';
import { finalSummaryOf } from './final-summary-of.ts';
import { readRunEvents } from './read-run-events.ts';
import { cutTornTail, type LineProblem } from './run-files/read-lines.ts';
import type { RunFiles } from './run-files/run-files.ts';

/** What the log of a run that no process works on any more turned out to be. */
export interface Examination {
  readonly run_id: string;
  /** Bytes of a torn last line that were cut off. */
  readonly cut_bytes: number;
  /** Why the log cannot be read to its end; null when it can. */
  readonly problem: LineProblem | null;
  /** Null when not even the start of the run can be read. */
  readonly summary: RunSummary | null;
}

/**
 * Cuts a torn last line, reads the log and folds it.
 * @returns null when there is no log. A log without a single whole line is removed: its run had not begun.
 */
export async function examineRun(files: RunFiles, run_id: string): Promise<Examination | null> {
  try {
    const handle = await files.open(run_id, 'read and cut');
    if (handle === null) return null;
    const examination = await examine(handle, run_id).finally(() => handle.close());
    if (examination === null) await files.remove(run_id);
    return examination;
  } catch (error) {
    // One log that cannot be opened or read must not keep Studio from starting.
    return { run_id, cut_bytes: 0, problem: { line: 0, reason: reasonOf(error) }, summary: null };
  }
}

async function examine(handle: FileHandle, run_id: string): Promise<Examination | null> {
  const cut_bytes = await cutTornTail(handle);
  if ((await handle.stat()).size === 0) return null;
  const reducer = new TelemetryReducer();
  const problem = await readRunEvents(handle, run_id, (event) => reducer.apply(event));
  const bundle = reducer.bundle('interrupted');
  return { run_id, cut_bytes, problem, summary: bundle === null ? null : finalSummaryOf(bundle) };
}
