import { chmodSync, existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

/** Long enough that a passing look by {@link isMutexHeld} is no refusal, short enough that nobody waits for a real one. */
const WAIT_MS = 250;
const SQLITE_BUSY = 5;

/** A lock that the operating system holds for this process, and frees when the process ends in whatever way. */
export interface FileMutex {
  release(): void;
}

function isBusy(error: unknown): boolean {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return false;
  return (error.errcode & 0xff) === SQLITE_BUSY;
}

/**
 * Takes the lock on a file, which is created empty and stays when released.
 *
 * Node has no file locks of its own, but its SQLite does, on every platform: an exclusive transaction on an empty database
 * holds one and writes nothing. Unlike a file created with O_EXCL it has no stale state: after kill -9, a power cut or in
 * the hands of a zombie it is free, and of any number of processes that race for it exactly one gets it.
 * @returns null when another process or another part of this one holds it. Throws when the file cannot be opened.
 */
export function acquireFileMutex(path: string): FileMutex | null {
  const database = new DatabaseSync(path, { timeout: WAIT_MS });
  try {
    // Nothing is ever written, so there is nothing to roll back, and no journal file to leave behind.
    database.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if (isBusy(error)) return null;
    throw error;
  }
  chmodSync(path, 0o600);
  return { release: () => database.close() };
}

/** True while anybody holds the lock on the file. */
export function isMutexHeld(path: string): boolean {
  if (!existsSync(path)) return false;
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    database.prepare('SELECT 1 FROM sqlite_schema').all();
    return false;
  } catch (error) {
    if (isBusy(error)) return true;
    throw error;
  } finally {
    database.close();
  }
}
