import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { dataPathsOf, readLock } from '@kora/kernel';
import { isKoraError } from '@kora/plugin-sdk';
import type { StudioAddress } from '../client/address.ts';
import { send } from '../client/send.ts';
import { launcherErrors } from '../errors.ts';

const POLL_MS = 25;
/** Health is known at once; who does not say it by then is stuck. */
const ANSWER_MS = 2_000;
/** A Studio that is starting installs plugins and recovers logs first. */
const PATIENCE_MS = 30_000;

/** A Studio that runs in some process. */
export interface RunningStudio extends StudioAddress {
  readonly pid: number;
}

/** `GET /health` answers 503 while Studio is starting, and nothing while it is not listening yet or not any more. */
async function isReady(address: StudioAddress): Promise<boolean> {
  const signal = AbortSignal.timeout(ANSWER_MS);
  try {
    const response = await send(address, { method: 'GET', path: '/health', signal });
    await text(response);
    return response.statusCode !== 503;
  } catch (error) {
    if (signal.aborted || (isKoraError(error) && error.code === 'KORA_LAUNCHER_UNREACHABLE')) return false;
    throw error;
  }
}

/** Waits until a Studio of this process is ready to serve. */
export async function untilReady(address: StudioAddress): Promise<void> {
  while (!(await isReady(address))) await sleep(POLL_MS);
}

async function addressOf(root: string, port: number): Promise<StudioAddress | null> {
  const token = await readFile(dataPathsOf(root).apiToken, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  return token === null ? null : { url: `http://127.0.0.1:${port}`, token: token.trim() };
}

/** Nobody can own a data root that cannot be opened. Why it cannot is said by whoever opens it. */
async function ownerOf(root: string): Promise<Awaited<ReturnType<typeof readLock>>> {
  try {
    return await readLock(root);
  } catch (error) {
    if (error instanceof Error && 'code' in error) return null;
    throw error;
  }
}

/**
 * Finds the Studio that owns a data root and waits until it is ready, should it be starting.
 * @param root absolute path of the data root, which need not exist.
 * @param patienceMs how long to wait, in milliseconds.
 * @returns null when no living process owns it.
 * @throws KORA_LAUNCHER_BUSY when its owner is not ready by then.
 */
export async function findRunningStudio(root: string, patienceMs = PATIENCE_MS): Promise<RunningStudio | null> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const owner = await ownerOf(root);
    if (owner === null) return null;
    const address = owner.port === null ? null : await addressOf(root, owner.port);
    if (address !== null && (await isReady(address))) return { ...address, pid: owner.pid };
    if (performance.now() > deadline) throw launcherErrors.KORA_LAUNCHER_BUSY({ path: root, pid: owner.pid });
    await sleep(POLL_MS);
  }
}
