import { type Kernel, resolveDataRootPath } from '@kora/kernel';
import { isKoraError } from '@kora/plugin-sdk';
import { StudioClient } from '../client/studio-client.ts';
import { findRunningStudio } from './find-running-studio.ts';
import type { LaunchOptions } from './launch-options.ts';
import { startStudio } from './start-studio.ts';

const MAX_ATTEMPTS = 5;

/**
 * Gives `use` a client of the Studio that owns the data root: the one that is running, or else one that is started in this
 * process for as long as it is needed. Either way everything goes over the local API, so a verb has one way to work.
 * `use` is called again with a successor when the Studio that was found ended before it had done anything.
 */
export async function withStudio<T>(
  options: LaunchOptions,
  use: (client: StudioClient) => Promise<T>,
  attempts = MAX_ATTEMPTS,
): Promise<T> {
  const root = resolveDataRootPath({ path: options.dataRoot });
  const running = await findRunningStudio(root);
  if (running !== null) {
    const client = new StudioClient(running);
    try {
      return await use(client);
    } catch (error) {
      if (client.answered || attempts <= 1 || !isLeaving(error)) throw error;
      return withStudio(options, use, attempts - 1);
    }
  }
  const kernel = await startUnlessOwned(options, attempts);
  if (kernel === null) return withStudio(options, use, attempts - 1);
  const client = new StudioClient({ url: kernel.url, token: kernel.token });
  try {
    return await use(client);
  } finally {
    // While this process served the data root, another `kora run` may have come to it, which has a run going on.
    await kernel.finish();
  }
}

/** What a Studio says that ends just now, and what is heard where it was. */
const LEAVING: ReadonlySet<string> = new Set(['KORA_RUN_CLOSING', 'KORA_HTTP_STOPPING', 'KORA_LAUNCHER_UNREACHABLE']);
const isLeaving = (error: unknown): boolean => isKoraError(error) && LEAVING.has(error.code);

/** @returns null when somebody else was faster between the look at the lock and the attempt to take it. */
async function startUnlessOwned(options: LaunchOptions, attempts: number): Promise<Kernel | null> {
  try {
    return await startStudio({ ...options, port: 0 });
  } catch (error) {
    if (isKoraError(error) && error.code === 'KORA_DATA_ROOT_LOCKED' && attempts > 1) return null;
    throw error;
  }
}
