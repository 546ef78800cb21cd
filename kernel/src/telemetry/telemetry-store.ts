import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type RunEvent, type RunSummary, type TelemetryBundle, TelemetryReducer } from '@kora/contracts';
import type { Logger } from '@kora/plugin-sdk';
import { errorCode, reasonOf } from '../data/file-errors.ts';
import { telemetryErrors } from './errors.ts';
import { finalSummaryOf } from './final-summary-of.ts';
import { openRunIndex } from './open-run-index.ts';
import { readRunEvents } from './read-run-events.ts';
import { enter, examineAll, type Recovery, recover } from './recover.ts';
import { RunFiles } from './run-files/run-files.ts';
import type { RunIndex, RunQuery } from './run-index.ts';
import { FileRunLogWriter, type RunLogObserver, type RunLogWriter } from './run-log-writer.ts';

/** All runs: their append-only logs, which are the truth, and the index over them. Format: README.md in this folder. */
export interface TelemetryStore {
  readonly recovery: Recovery;
  /**
   * Begins the log of a new run.
   * @throws KORA_TELEMETRY_RUN_ID_REFUSED for an id that is taken or was not made by `newRunId`; KORA_TELEMETRY_WRITE_FAILED.
   */
  begin(run_id: string): RunLogWriter;
  /** The events of a run, of a damaged log those before the damage. @returns null when there is no such run. */
  read(run_id: string): Promise<readonly RunEvent[] | null>;
  /** The fold of a run's log; `interrupted` when the log has no end and the run is not live. @returns null as `read` does. */
  bundle(run_id: string): Promise<TelemetryBundle | null>;
  /** Runs from the index, newest first. @throws KORA_TELEMETRY_INDEX_UNUSABLE when it is damaged, and has it rebuilt. */
  list(query: RunQuery): readonly RunSummary[];
  /** Makes the index anew from the logs. Live runs keep their rows. */
  rebuildIndex(): Promise<void>;
  /** Deletes a run's log. @returns false when there is none. @throws KORA_TELEMETRY_RUN_LIVE while the run goes on. */
  remove(run_id: string): Promise<boolean>;
  /** Writes and closes the logs of live runs, which count as interrupted then, and the index. May be called twice. */
  close(): Promise<void>;
}

/**
 * Opens the store in a folder: recovers what a crash left behind and opens or rebuilds the index. One store per folder at
 * a time; the lock of the data root sees to it.
 * @throws KORA_TELEMETRY_INDEX_UNUSABLE when no index can be made there.
 */
export async function openTelemetryStore(
  paths: { readonly telemetry: string; readonly telemetryIndex: string },
  logger: Logger,
): Promise<TelemetryStore> {
  const folder = join(paths.telemetry, 'runs');
  const files = new RunFiles(folder);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw telemetryErrors.KORA_TELEMETRY_INDEX_UNUSABLE({ path: paths.telemetryIndex, reason: reasonOf(error) }, error);
  }
  const opened = openRunIndex(paths.telemetryIndex);
  const recovery = await recover(files, opened, logger);
  return new FileTelemetryStore(files, opened.index, recovery, logger, paths.telemetryIndex);
}

class FileTelemetryStore implements TelemetryStore {
  readonly recovery: Recovery;
  readonly #files: RunFiles;
  readonly #index: RunIndex;
  readonly #indexPath: string;
  readonly #logger: Logger;
  readonly #live = new Map<string, FileRunLogWriter>();
  /** Runs that were live at any time during a rebuild; the rebuild keeps off their rows. */
  #touched: Set<string> | null = null;
  #rebuild: Promise<void> | null = null;
  readonly #closing = new AbortController();
  /** Logs that are complete for readers and on their way to the disk. */
  readonly #ending = new Map<string, Promise<void>>();

  constructor(files: RunFiles, index: RunIndex, recovery: Recovery, logger: Logger, indexPath: string) {
    this.#files = files;
    this.#index = index;
    this.recovery = recovery;
    this.#logger = logger;
    this.#indexPath = indexPath;
  }

  begin(run_id: string): RunLogWriter {
    try {
      const writer = new FileRunLogWriter(run_id, this.#files.create(run_id), this.#observer(run_id));
      this.#live.set(run_id, writer);
      this.#touched?.add(run_id);
      const end = (bundle: TelemetryBundle) => this.#awaited(run_id, writer.end(bundle));
      return { append: (event) => writer.append(event), commit: () => writer.commit(), end };
    } catch (error) {
      const code = errorCode(error);
      if (code !== 'EEXIST' && code !== 'EINVAL') {
        throw telemetryErrors.KORA_TELEMETRY_WRITE_FAILED({ run_id, reason: reasonOf(error) }, error);
      }
      const reason = code === 'EINVAL' ? 'it is not a run id' : 'there is a run with this id';
      throw telemetryErrors.KORA_TELEMETRY_RUN_ID_REFUSED({ run_id: run_id.slice(0, 100), reason }, error);
    }
  }

  async read(run_id: string): Promise<readonly RunEvent[] | null> {
    const events: RunEvent[] = [];
    return (await this.#each(run_id, (event) => events.push(event))) ? events : null;
  }

  async bundle(run_id: string): Promise<TelemetryBundle | null> {
    const reducer = new TelemetryReducer();
    const status = this.#live.has(run_id) ? 'running' : 'interrupted';
    return (await this.#each(run_id, (event) => reducer.apply(event))) ? reducer.bundle(status) : null;
  }

  list(query: RunQuery): readonly RunSummary[] {
    try {
      return this.#onIndex(() => this.#index.list(query));
    } catch (error) {
      if (!this.#closing.signal.aborted) this.rebuildIndex().catch((cause: unknown) => this.#complain(cause));
      throw error;
    }
  }

  rebuildIndex(): Promise<void> {
    this.#rebuild ??= this.#rebuildOnce().finally(() => {
      this.#rebuild = null;
    });
    return this.#rebuild;
  }

  async #rebuildOnce(): Promise<void> {
    const touched = new Set(this.#live.keys());
    this.#touched = touched;
    const stored = (await this.#files.list()).filter((run_id) => !touched.has(run_id));
    const found = await examineAll(this.#files, stored, this.#closing.signal);
    this.#touched = null;
    if (this.#closing.signal.aborted) return;
    this.#onIndex(() =>
      this.#index.transaction(() => {
        this.#index.keepOnly(touched);
        for (const examination of found) if (!touched.has(examination.run_id)) enter(this.#index, examination);
      }),
    );
  }

  async remove(run_id: string): Promise<boolean> {
    await this.#ending.get(run_id);
    if (this.#live.has(run_id)) throw telemetryErrors.KORA_TELEMETRY_RUN_LIVE({ run_id });
    const removed = await this.#files.remove(run_id);
    // What a rebuild under way has read of the log is no reason to list the run again.
    this.#touched?.add(run_id);
    if (removed) this.#onIndex(() => this.#index.remove(run_id));
    return removed;
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#rebuild?.catch((cause: unknown) => this.#complain(cause));
    await Promise.all(this.#ending.values());
    for (const writer of this.#live.values()) writer.abandon();
    this.#live.clear();
    this.#index.close();
  }

  async #each(run_id: string, take: (event: RunEvent) => void): Promise<boolean> {
    this.#live.get(run_id)?.commit();
    const handle = await this.#files.open(run_id, 'read');
    if (handle === null) return false;
    try {
      const problem = await readRunEvents(handle, run_id, take);
      if (problem !== null) this.#logger.warn('a run log is damaged and read only up to there', { run_id, ...problem });
      return true;
    } finally {
      await handle.close();
    }
  }

  /** Remembers an end until it is on the disk. Whoever waits for it here does not hear of its failure, which its caller does. */
  #awaited(run_id: string, end: Promise<void>): Promise<void> {
    const settled = end.then(
      () => {},
      () => {},
    );
    this.#ending.set(run_id, settled);
    settled.then(() => this.#ending.delete(run_id));
    return end;
  }

  #observer(run_id: string): RunLogObserver {
    return {
      started: (row) => this.#record(() => this.#index.put(run_id, 'live', row)),
      failed: async () => {
        this.#live.delete(run_id);
        const [examination] = await examineAll(this.#files, [run_id]);
        if (examination !== undefined) this.#record(() => enter(this.#index, examination));
      },
      // Still 'live': should the power go now, the next start reads what is really left of the log.
      complete: (bundle, ended) => this.#record(() => this.#index.put(run_id, 'live', endOf(bundle, ended))),
      closed: (bundle, ended) => {
        this.#live.delete(run_id);
        const summary = endOf(bundle, ended);
        this.#record(() => this.#index.put(run_id, summary === null ? 'unreadable' : 'ended', summary));
      },
    };
  }

  /** A run does not fail for the sake of the index, which the next start corrects from the log. */
  #record(change: () => void): void {
    try {
      change();
    } catch (error) {
      this.#complain(error);
    }
  }

  #complain(error: unknown): void {
    this.#logger.error('the index of runs cannot be written', { reason: reasonOf(error) });
  }

  #onIndex<T>(action: () => T): T {
    try {
      return action();
    } catch (error) {
      const reason = error instanceof Error ? error.message : 'unknown reason';
      throw telemetryErrors.KORA_TELEMETRY_INDEX_UNUSABLE({ path: this.#indexPath, reason }, error);
    }
  }
}

/** What the index says of a run whose log goes no further; null when not even its beginning is there. */
function endOf(bundle: TelemetryBundle, ended: boolean): RunSummary | null {
  return finalSummaryOf(ended ? bundle : { ...bundle, status: 'interrupted' });
}
