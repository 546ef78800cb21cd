import { lstat, mkdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pluginPathCodec } from '@kora/contracts';
import type { Storage } from '@kora/plugin-sdk';
import { writeFileAtomically } from '../data/write-file-atomically.ts';
import { serviceErrors } from './errors.ts';
import type { PluginIdentity } from './plugin-identity.ts';

const isMissing = (error: unknown) =>
  error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');

/**
 * A folder of the plugin alone, below `storageRoot`, made if missing (mode 0700). Names are checked by alphabet, and no part
 * of a path may be a link, so that nothing outside can be named or reached.
 * @throws KORA_CAPABILITY_DENIED when the manifest does not ask for storage
 * @throws KORA_STORAGE_NAME_INVALID, KORA_STORAGE_LINK_REFUSED from the methods
 */
export async function createStorage({ manifest }: PluginIdentity, storageRoot: string): Promise<Storage> {
  const plugin_id = manifest.id;
  if (manifest.capabilities.storage !== true)
    throw serviceErrors.KORA_CAPABILITY_DENIED({ plugin_id, capability: 'storage' });
  const folder = join(storageRoot, plugin_id);
  await mkdir(folder, { recursive: true, mode: 0o700 });

  /** Walks from the folder to the file: every step that exists must be a real folder, the last one a real file. */
  async function pathOf(name: string): Promise<string> {
    if (!pluginPathCodec.is(name)) throw serviceErrors.KORA_STORAGE_NAME_INVALID({ plugin_id, name });
    const segments = name.split('/');
    let path = folder;
    for (const [index, segment] of ['', ...segments].entries()) {
      path = join(path, segment);
      const stat = await lstat(path).catch((error: unknown) => {
        if (isMissing(error)) return null;
        throw error;
      });
      const fits = stat === null || (index === segments.length ? stat.isFile() : stat.isDirectory());
      if (!fits) throw serviceErrors.KORA_STORAGE_LINK_REFUSED({ plugin_id, name });
    }
    return path;
  }

  return {
    folder,
    async read(name) {
      const path = await pathOf(name);
      try {
        return await readFile(path);
      } catch (error) {
        if (isMissing(error)) return null;
        throw error;
      }
    },
    async write(name, content) {
      const path = await pathOf(name);
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      await writeFileAtomically(path, content, 0o600);
    },
    async remove(name) {
      await rm(await pathOf(name), { force: true });
    },
  };
}
