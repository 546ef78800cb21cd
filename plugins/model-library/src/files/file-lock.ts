import { chmodSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';

const SQLITE_BUSY = 5;
const LONGEST_PAUSE_MS = 40;

/** A lock between processes. The operating system frees it when its holder dies, so there is no stale state. */
export interface FileLock {
  release(): void;
}

function isBusy(error: unknown): boolean {
  return (
    error instanceof Error &&
    'errcode' in error &&
    typeof error.errcode === 'number' &&
    (error.errcode & 0xff) === SQLITE_BUSY
  );
}

/**
 * Takes the lock on `path`, an empty file that stays. Node has no file locks of its own; an exclusive SQLite transaction
 * that writes nothing is one, on every platform.
 * @returns null when someone else holds it, in another process or in this one.
 */
export function tryFileLock(path: string): FileLock | null {
  const database = new DatabaseSync(path, { timeout: 0 });
  try {
    database.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    chmodSync(path, 0o600);
  } catch (error) {
    database.close();
    if (isBusy(error)) return null;
    throw error;
  }
  return { release: () => database.close() };
}

/** Waits for the lock at most `wait_ms`, without holding up the event loop. @returns null when the time is over. */
export async function waitForFileLock(path: string, wait_ms: number): Promise<FileLock | null> {
  const end = performance.now() + wait_ms;
  for (;;) {
    const lock = tryFileLock(path);
    if (lock !== null || performance.now() >= end) return lock;
    // Unequal pauses, so that two who wait do not keep meeting.
    await sleep(1 + Math.random() * LONGEST_PAUSE_MS);
  }
}
