import type { Logger, RunStarter } from '@kora/plugin-sdk';

/** Removes what is kept of runs whose conversation is gone. One that cannot be removed is logged, and the rest go on. */
export async function removeRuns(runs: RunStarter, log: Logger, run_ids: readonly string[]): Promise<void> {
  for (const run_id of run_ids) {
    await runs.remove(run_id).catch((error: unknown) => {
      log.warn('a run was not removed', { run_id, reason: error instanceof Error ? error.message : String(error) });
    });
  }
}
