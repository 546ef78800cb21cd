import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { CarriedPlugin, PluginSigner } from '../carried/carried-plugin.ts';

/** Names in the plugins folder that are work in progress. No plugin id starts with a dot, so the kernel ignores them. */
const WORK_PREFIX = '.launcher-';

const workFolder = (pluginsFolder: string, id: string) =>
  join(pluginsFolder, `${WORK_PREFIX}${id}-${randomBytes(6).toString('hex')}`);

/** Moves a plugin's folder out of sight in one step, then deletes it. Does nothing when there is none. */
export async function takeAway(pluginsFolder: string, id: string): Promise<void> {
  const away = workFolder(pluginsFolder, id);
  try {
    await rename(join(pluginsFolder, id), away);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  await rm(away, { recursive: true, force: true });
}

/**
 * Puts a carried plugin in place: written and signed in a folder beside, then renamed. Whoever looks sees the old plugin,
 * for a moment none, or the new one, but never a mixture.
 */
export async function placePlugin(plugin: CarriedPlugin, signer: PluginSigner, pluginsFolder: string): Promise<void> {
  const { id } = plugin.manifest;
  const work = workFolder(pluginsFolder, id);
  try {
    const folders = new Set(plugin.paths.map((path) => dirname(join(work, path))));
    for (const folder of folders) await mkdir(folder, { recursive: true, mode: 0o700 });
    for (const path of plugin.paths) await writeFile(join(work, path), plugin.read(path), { mode: 0o600 });
    await signer.sign(work);
    await takeAway(pluginsFolder, id);
    await rename(work, join(pluginsFolder, id));
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Deletes what an interrupted installation left behind. */
export async function removeLeftovers(pluginsFolder: string): Promise<void> {
  for (const name of await readdir(pluginsFolder)) {
    if (name.startsWith(WORK_PREFIX)) await rm(join(pluginsFolder, name), { recursive: true, force: true });
  }
}
