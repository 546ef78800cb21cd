import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonObject } from '@kora/contracts';
import { type Launch, type Studio, startStudio } from '@kora/test/studio';
import { installInProcessPlugin } from './in-process/install.ts';

/** What differs from a Studio as it comes. */
export interface StudioSetup {
  /** The content of studio.json. */
  readonly settings?: JsonObject;
  /** Whether it has the harness's plugin, which runs graphs without a socket. */
  readonly inProcess?: boolean;
  /** How it is started, where not as a user does. */
  readonly launch?: Launch;
  /** The folder of a Studio that was there before; a new one when left out. */
  readonly folder?: string;
}

/** Starts a Studio for as long as `use` takes. The folder stays; see withScratchFolder. */
export async function withStudio<T>(
  { settings, inProcess = false, launch, folder: used }: StudioSetup,
  use: (studio: Studio, folder: string) => Promise<T>,
): Promise<T> {
  const folder = used ?? (await mkdtemp(join(tmpdir(), 'kora-studio-')));
  const configs = join(folder, 'configs');
  await mkdir(configs, { recursive: true });
  if (settings !== undefined) await writeFile(join(configs, 'studio.json'), JSON.stringify(settings));
  if (inProcess) {
    // The first start makes the trust store, in which the plugin's publisher is entered.
    await (await startStudio(folder)).stop();
    await installInProcessPlugin(folder);
  }
  const studio = await startStudio(folder, launch);
  try {
    return await use(studio, folder);
  } finally {
    await studio.stop();
  }
}
