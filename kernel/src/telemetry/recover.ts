import type { Logger } from '@kora/plugin-sdk';
import { type Examination, examineRun } from './examine-run.ts';
import type { OpenedIndex } from './open-run-index.ts';
import type { RunFiles } from './run-files/run-files.ts';
import type { RunIndex } from './run-index.ts';

/** What the start found that a clean stop would not have left behind. */
export interface Recovery {
  /** Logs whose last line was torn, and by how much they were cut. */
  readonly torn: readonly { readonly run_id: string; readonly cut_bytes: number }[];
  /** Runs whose process died under them. After the index was lost: all that there ever were. */
  readonly interrupted: readonly string[];
  /** Logs that are damaged before their end; they are read up to the damage and otherwise left as they are. */
  readonly corrupt: readonly { readonly run_id: string; readonly line: number; readonly reason: string }[];
  /** Why the index was rebuilt; null when it was good. */
  readonly rebuilt: string | null;
}

/**
 * Brings logs and index into agreement. Reads only the logs that the index does not know to have ended, so that a start
 * does not take longer with every run that there ever was.
 */
export async function recover(files: RunFiles, opened: OpenedIndex, logger: Logger): Promise<Recovery> {
  const { index, states, rebuilt } = opened;
  const stored = await files.list();
  if (rebuilt !== null && stored.length > 0) {
    logger.warn('the index of runs is rebuilt from the run logs', { reason: rebuilt, runs: stored.length });
  }
  const suspects = stored.filter((run_id) => (states.get(run_id) ?? 'live') === 'live');
  const found = await examineAll(files, suspects);
  const present = new Set(stored);
  index.transaction(() => {
    for (const run_id of states.keys()) if (!present.has(run_id)) index.remove(run_id);
    for (const run_id of suspects) index.remove(run_id);
    for (const examination of found) enter(index, examination);
  });
  const recovery = {
    torn: found.filter(({ cut_bytes }) => cut_bytes > 0).map(({ run_id, cut_bytes }) => ({ run_id, cut_bytes })),
    interrupted: found.filter(({ summary }) => summary?.status === 'interrupted').map(({ run_id }) => run_id),
    corrupt: found.flatMap(({ run_id, problem }) => (problem === null ? [] : [{ run_id, ...problem }])),
    rebuilt,
  };
  report(recovery, logger);
  return recovery;
}

/** Examines logs one after another, so that memory holds one at a time; stops early when the signal says so. */
export async function examineAll(
  files: RunFiles,
  run_ids: Iterable<string>,
  signal?: AbortSignal,
): Promise<Examination[]> {
  const found: Examination[] = [];
  for (const run_id of run_ids) {
    if (signal?.aborted) break;
    const examination = await examineRun(files, run_id);
    if (examination !== null) found.push(examination);
  }
  return found;
}

/** Enters an examined log in the index. */
export function enter(index: RunIndex, { run_id, summary }: Examination): void {
  index.put(run_id, summary === null ? 'unreadable' : 'ended', summary);
}

function report(recovery: Recovery, logger: Logger): void {
  for (const { run_id, cut_bytes } of recovery.torn) logger.warn('a torn last line was cut', { run_id, cut_bytes });
  for (const damage of recovery.corrupt) logger.warn('a run log is damaged and read only up to there', damage);
  if (recovery.interrupted.length > 0) {
    const { length } = recovery.interrupted;
    logger.warn('runs were interrupted', { runs: length, run_ids: recovery.interrupted.slice(0, 20) });
  }
}
