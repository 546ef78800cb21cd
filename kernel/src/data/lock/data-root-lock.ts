import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { dataErrors } from '../errors.ts';
import { writeFileAtomically } from '../write-file-atomically.ts';
import { acquireFileMutex, isMutexHeld } from './file-mutex.ts';
import { type LockFile, readLockFile } from './lock-file.ts';
import { processIdentity } from './process-identity.ts';

export const LOCK_FILE = 'studio.lock';
export const MUTEX_FILE = 'studio.mutex';

/** How long a new owner may take from holding the mutex to having written its name. */
const INTRODUCTION_MS = 1_000;
const POLL_MS = 20;

/** Who owns a data root. */
export interface LockHolder {
  /** 0 when it has not said so within a second. */
  readonly pid: number;
  readonly port: number | null;
}

/** The ownership of a data root by this process. */
export interface DataRootLock {
  /** The process that owned the root before and did not let go of it, or null. */
  readonly takenOverFrom: number | null;
  /** Names the port of the local API, or null for none any more. */
  publishPort(port: number | null): Promise<void>;
  release(): Promise<void>;
}

/**
 * Makes this process the owner of a data root.
 * @throws KORA_DATA_ROOT_LOCKED with the owner's pid and port while another one is alive.
 */
export async function lockDataRoot(root: string, port: number | null): Promise<DataRootLock> {
  const path = join(root, LOCK_FILE);
  const mutex = acquireFileMutex(join(root, MUTEX_FILE));
  if (mutex === null) {
    const holder = await introducedHolder(path);
    throw dataErrors.KORA_DATA_ROOT_LOCKED({ path: root, pid: holder.pid || null, port: holder.port });
  }
  try {
    const before = await readLockFile(path);
    if (before !== null && (await isAlive(before)) && before.pid !== process.pid) {
      // POSIX drops a process's lock when it closes any other handle of the same file, so a free mutex alone is no proof.
      throw dataErrors.KORA_DATA_ROOT_LOCKED({ path: root, pid: before.pid, port: before.port });
    }
    const mine = { pid: process.pid, started: await processIdentity(process.pid), opened_at: new Date().toISOString() };
    const write = (at: number | null) => writeFileAtomically(path, `${JSON.stringify({ ...mine, port: at })}\n`);
    await write(port);
    return {
      takenOverFrom: before?.pid ?? null,
      publishPort: write,
      release: async () => {
        await rm(path, { force: true });
        mutex.release();
      },
    };
  } catch (error) {
    mutex.release();
    throw error;
  }
}

/**
 * Tells who owns a data root, without touching it.
 * @param root path of the data root, which need not exist.
 * @returns null when nobody alive owns it, whatever an old lock file says.
 */
export async function readLock(root: string): Promise<LockHolder | null> {
  const path = join(root, LOCK_FILE);
  if (isMutexHeld(join(root, MUTEX_FILE))) return introducedHolder(path);
  const written = await readLockFile(path);
  return written !== null && (await isAlive(written)) ? { pid: written.pid, port: written.port } : null;
}

/** Only where the platform tells processes of the same number apart; elsewhere the mutex alone decides. */
async function isAlive(lock: LockFile): Promise<boolean> {
  return lock.started !== null && lock.started === (await processIdentity(lock.pid));
}

/** Waits for the new owner's name: right after a takeover the file still names the dead one. */
async function introducedHolder(path: string): Promise<LockHolder> {
  for (let waited = 0; waited < INTRODUCTION_MS; waited += POLL_MS) {
    const lock = await readLockFile(path);
    if (lock !== null && (lock.started === null || (await isAlive(lock)))) return { pid: lock.pid, port: lock.port };
    await sleep(POLL_MS);
  }
  return { pid: 0, port: null };
}
