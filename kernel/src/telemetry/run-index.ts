import { closeSync, openSync } from 'node:fs';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { decode, type RunStatus, type RunSummary, runSummaryCodec } from '@kora/contracts';
import { isLeft } from 'fp-ts/lib/Either.js';

/** `live`: begun, end not seen. `ended`: the row will not change. `unreadable`: has a log that says nothing, and no row in lists. */
export type IndexState = 'live' | 'ended' | 'unreadable';

const SCHEMA =
  'CREATE TABLE runs (run_id TEXT NOT NULL PRIMARY KEY, state TEXT NOT NULL, summary TEXT, status TEXT) STRICT, WITHOUT ROWID';

const MAX_LISTED = 1_000;

/** Which runs to list. */
export interface RunQuery {
  /** At most 1,000 are given at once. */
  readonly limit: number;
  /** Only runs older than the one with this id: the last of the page before. */
  readonly before?: string | undefined;
  readonly status?: RunStatus | undefined;
}

/**
 * The list of runs, an SQLite file that holds nothing that is not in the run logs. Every value is a bound parameter.
 * WAL with `synchronous = NORMAL`: a row costs no disk flush, and a crash loses at most the newest rows, which the next start
 * finds again in the logs.
 */
export class RunIndex {
  readonly #database: DatabaseSync;
  readonly #put: StatementSync;
  readonly #list: StatementSync;

  /** Opens or creates the file. Throws when it is not, or not any more, the index that this version writes. */
  constructor(path: string) {
    closeSync(openSync(path, 'a', 0o600));
    this.#database = new DatabaseSync(path, { timeout: 1_000 });
    try {
      this.#database.exec('PRAGMA trusted_schema = OFF; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
      const objects = this.#database.prepare('SELECT sql FROM sqlite_schema').all();
      if (objects.length === 0) this.#database.exec(SCHEMA);
      else if (objects.length > 1 || objects[0]?.sql !== SCHEMA) throw new Error('it is of another version');
      this.#put = this.#database.prepare(
        'INSERT OR REPLACE INTO runs (run_id, state, summary, status) VALUES (?, ?, ?, ?)',
      );
      this.#list = this.#database.prepare(
        'SELECT run_id, summary FROM runs WHERE summary IS NOT NULL AND (?1 IS NULL OR run_id < ?1) AND (?2 IS NULL OR status = ?2) ORDER BY run_id DESC LIMIT ?3',
      );
    } catch (error) {
      this.#database.close();
      throw error;
    }
  }

  /** The state of every run in the index. Passes every page of the file, so that most damage shows here. */
  states(): Map<string, IndexState> {
    const states = new Map<string, IndexState>();
    for (const { run_id, state } of this.#database.prepare('SELECT run_id, state FROM runs').iterate()) {
      if (typeof run_id !== 'string' || !isState(state)) throw new Error('it holds a row that is none');
      states.set(run_id, state);
    }
    return states;
  }

  put(run_id: string, state: IndexState, summary: RunSummary | null): void {
    this.#put.run(run_id, state, summary === null ? null : JSON.stringify(summary), summary?.status ?? null);
  }

  remove(run_id: string): void {
    this.#database.prepare('DELETE FROM runs WHERE run_id = ?').run(run_id);
  }

  /** Removes every row except those of the given runs. */
  keepOnly(run_ids: ReadonlySet<string>): void {
    for (const run_id of this.states().keys()) if (!run_ids.has(run_id)) this.remove(run_id);
  }

  /** Does several changes, all of them or none. */
  transaction(changes: () => void): void {
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      changes();
      this.#database.exec('COMMIT');
    } catch (error) {
      this.#database.exec('ROLLBACK');
      throw error;
    }
  }

  /** Newest first. Throws when the file or a row is damaged. */
  list(query: RunQuery): readonly RunSummary[] {
    const limit = Math.min(Math.max(0, Math.trunc(query.limit) || 0), MAX_LISTED);
    const parameters: SQLInputValue[] = [query.before ?? null, query.status ?? null, limit];
    return this.#list.all(...parameters).map((row) => decodeSummary(row.run_id, row.summary));
  }

  close(): void {
    if (this.#database.isOpen) this.#database.close();
  }
}

function isState(value: unknown): value is IndexState {
  return value === 'live' || value === 'ended' || value === 'unreadable';
}

function decodeSummary(run_id: unknown, summary: unknown): RunSummary {
  const decoded = decode(runSummaryCodec, typeof summary === 'string' ? JSON.parse(summary) : null);
  if (isLeft(decoded) || decoded.right.run_id !== run_id) throw new Error('it holds a row that is none');
  return decoded.right;
}
