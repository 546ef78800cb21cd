import type { FrozenGraph } from '@kora/contracts';
import { reasonOf } from '../data/file-errors.ts';
import { RunFiles } from '../telemetry/run-files/run-files.ts';
import { type ArchivedRun, readArchivedRun } from './archived-run.ts';
import { archiveErrors } from './errors.ts';
import { FileRunContentWriter, NO_CONTENT_WRITER, type RunContentWriter } from './run-content-writer.ts';

/**
 * The contents of runs, which are the user's: graph, inputs, model answers, outputs. One file of JSON lines per run,
 * `<folder>/<yyyy-mm>/<run_id>.jsonl`, of mode 0600, in the order in which things happened.
 */
export interface RunArchive {
  /** Begins a run's file; nothing at all is written while contents are not kept. @throws KORA_ARCHIVE_WRITE_FAILED. */
  begin(run_id: string, frozen: FrozenGraph): RunContentWriter;
  /** @returns null when nothing was kept of the run, there is no such run, or not even its graph can be read. */
  read(run_id: string): Promise<ArchivedRun | null>;
  /** Deletes what was kept of a run. @returns false when there was nothing. */
  remove(run_id: string): Promise<boolean>;
  /** Deletes what was kept of all runs. What live runs have kept is gone too, and nothing more of it appears. */
  removeAll(): Promise<void>;
  /** Writes what is pending of live runs and closes their files. May be called twice. */
  close(): Promise<void>;
}

/** Opens the archive in a folder, which is created with the first run. */
export function openRunArchive(folder: string, options: { readonly keep: boolean }): RunArchive {
  const files = new RunFiles(folder);
  const live = new Set<FileRunContentWriter>();
  const create = (run_id: string) => {
    try {
      return files.create(run_id);
    } catch (error) {
      throw archiveErrors.KORA_ARCHIVE_WRITE_FAILED({ run_id: run_id.slice(0, 100), reason: reasonOf(error) }, error);
    }
  };
  return {
    begin(run_id, frozen) {
      if (!options.keep) return NO_CONTENT_WRITER;
      const writer = new FileRunContentWriter(run_id, create(run_id), () => live.delete(writer));
      live.add(writer);
      writer.graph(frozen);
      return writer;
    },
    async read(run_id) {
      const handle = await files.open(run_id, 'read');
      return handle === null ? null : readArchivedRun(handle).finally(() => handle.close());
    },
    remove: (run_id) => files.remove(run_id),
    removeAll: () => files.removeAll(),
    async close() {
      for (const writer of [...live]) writer.close();
    },
  };
}
