import { join } from 'node:path';
import type { IrregularEntry, PluginFile } from './list-plugin-files.ts';
import { sha256OfFile } from './sha256.ts';

// Hashing is bound by the processor and reading by the disk; a few files in flight keep both busy.
const FILES_IN_FLIGHT = 8;

export interface HashedFiles {
  /** SHA-256 by path, in the order of the paths. */
  readonly files: ReadonlyMap<string, string>;
  /** Files that could not be read, or were swapped for something else since they were listed. */
  readonly irregular: readonly IrregularEntry[];
}

/** Hashes the listed files of a folder, several at a time. Never rejects. */
export async function hashPluginFiles(folder: string, listed: readonly PluginFile[]): Promise<HashedFiles> {
  const digests: (string | undefined)[] = [];
  const irregular: IrregularEntry[] = [];
  const queue = listed.entries();

  const work = async () => {
    for (const [index, file] of queue) {
      try {
        digests[index] = await sha256OfFile(join(folder, file.path), file.size);
      } catch {
        irregular.push({ path: file.path, reason: 'unreadable' });
      }
    }
  };

  await Promise.all(Array.from({ length: FILES_IN_FLIGHT }, work));
  const files = new Map<string, string>();
  for (const [index, { path }] of listed.entries()) {
    const digest = digests[index];
    if (digest !== undefined) files.set(path, digest);
  }
  return { files, irregular };
}
