import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PluginFiles } from '@kora/plugin-sdk';
import { sha256OfBytes } from '@kora/plugin-sdk/signing';
import { serviceErrors } from './errors.ts';
import type { PluginIdentity } from './plugin-identity.ts';

/** Signed files, also as they are on disk. */
export interface SignedFiles extends PluginFiles {
  readBytes(path: string): Promise<Buffer>;
}

/**
 * The plugin's own files: those that its signed manifest lists, and no other.
 * @throws KORA_SERVICE_FILE_UNLISTED; readText and readBytes also KORA_SERVICE_FILE_CHANGED when the content is not what was signed
 */
export function createPluginFiles({ manifest, folder }: PluginIdentity): SignedFiles {
  const resolve = (path: string): string => {
    if (!Object.hasOwn(manifest.files, path))
      throw serviceErrors.KORA_SERVICE_FILE_UNLISTED({ plugin_id: manifest.id, path });
    return join(folder, path);
  };
  const readBytes = async (path: string): Promise<Buffer> => {
    const content = await readFile(resolve(path));
    if (sha256OfBytes(content) !== manifest.files[path])
      throw serviceErrors.KORA_SERVICE_FILE_CHANGED({ plugin_id: manifest.id, path });
    return content;
  };
  return { resolve, readBytes, readText: async (path) => (await readBytes(path)).toString('utf8') };
}
