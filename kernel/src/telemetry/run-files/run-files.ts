import { constants, mkdirSync } from 'node:fs';
import { type FileHandle, open, readdir, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '../../data/file-errors.ts';
import { monthOfRun } from '../run-id.ts';
import { AppendFile } from './append-file.ts';

const SUFFIX = '.jsonl';
const MONTH = /^\d{4}-\d{2}$/;
const ABSENT = new Set(['ENOENT', 'ENOTDIR', 'ELOOP', 'EISDIR', 'ENXIO']);

/**
 * One file per run, `<folder>/<yyyy-mm>/<run_id>.jsonl`. Ids come from outside; an id that is no run id has no file, and a file
 * whose real path is elsewhere, through a link, does not count as one.
 */
export class RunFiles {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Where the run's file is or would be; null when the id is no run id. */
  pathOf(run_id: string): string | null {
    const month = monthOfRun(run_id);
    return month === null ? null : join(this.#folder, month, `${run_id}${SUFFIX}`);
  }

  /** Ids of all runs that have a file, sorted, the oldest first. */
  async list(): Promise<string[]> {
    const months = (await readdirOrEmpty(this.#folder)).filter((name) => MONTH.test(name));
    const names = await Promise.all(months.map((month) => readdirOrEmpty(join(this.#folder, month))));
    return names
      .flatMap((files, i) => files.filter((file) => isRunFile(file, months[i])))
      .map(runIdOf)
      .sort();
  }

  /** Creates the run's file. Throws the file system's error, EEXIST when there is one, EINVAL when the id is no run id. */
  create(run_id: string): AppendFile {
    const path = this.pathOf(run_id);
    if (path === null) throw Object.assign(new Error('not a run id'), { code: 'EINVAL' });
    mkdirSync(join(path, '..'), { recursive: true, mode: 0o700 });
    return new AppendFile(path);
  }

  /** Opens the run's file. @returns null when there is none; the caller closes it. */
  async open(run_id: string, access: 'read' | 'read and cut'): Promise<FileHandle | null> {
    const path = this.pathOf(run_id);
    if (path === null) return null;
    // O_NONBLOCK, because opening a named pipe would wait for ever; both flags do not exist on Windows.
    const safe = (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
    const flags = (access === 'read' ? constants.O_RDONLY : constants.O_RDWR) | safe;
    const handle = await nullWhenAbsent(open(path, flags));
    if (handle === null) return null;
    const real = await nullWhenAbsent(realpath(path));
    const expected = join(await realpath(this.#folder), path.slice(this.#folder.length));
    if (real === expected && (await handle.stat()).isFile()) return handle;
    await handle.close();
    return null;
  }

  /** Deletes the run's file. @returns false when there was none. */
  async remove(run_id: string): Promise<boolean> {
    const handle = await this.open(run_id, 'read');
    const path = this.pathOf(run_id);
    if (handle === null || path === null) return false;
    await handle.close();
    await rm(path, { force: true });
    return true;
  }

  /** Deletes all runs' files, and nothing else that someone put there. */
  async removeAll(): Promise<void> {
    for (const run_id of await this.list()) await this.remove(run_id);
  }
}

function isRunFile(file: string, month: string | undefined): boolean {
  return file.endsWith(SUFFIX) && monthOfRun(runIdOf(file)) === month;
}

const runIdOf = (file: string) => file.slice(0, -SUFFIX.length);

async function readdirOrEmpty(folder: string): Promise<string[]> {
  return (await nullWhenAbsent(readdir(folder))) ?? [];
}

async function nullWhenAbsent<T>(result: Promise<T>): Promise<T | null> {
  try {
    return await result;
  } catch (error) {
    if (ABSENT.has(errorCode(error) ?? '')) return null;
    throw error;
  }
}
