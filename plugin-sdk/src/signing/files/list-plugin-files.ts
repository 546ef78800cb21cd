import { lstatSync, type Stats } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pluginPathCodec } from '@kora/contracts';
import { MANIFEST_FILE, SIGNATURE_FILE } from './names.ts';

/** Why an entry of a plugin's folder can be no part of a plugin. */
export type IrregularReason = 'link' | 'special' | 'case_duplicate' | 'name' | 'too_large' | 'too_many' | 'unreadable';

/** An entry that was found and neither followed nor read. `path` is relative to the folder, `.` for the folder itself. */
export interface IrregularEntry {
  readonly path: string;
  readonly reason: IrregularReason;
}

/** A regular file: its path inside the plugin with forward slashes, and its size in bytes. */
export interface PluginFile {
  readonly path: string;
  readonly size: number;
}

export interface PluginListing {
  /** Sorted by path; without the manifest and the signature. */
  readonly files: readonly PluginFile[];
  readonly irregular: readonly IrregularEntry[];
}

/** Largest file of a plugin: the CUDA libraries of llama.cpp take about 400 MB. */
export const MAX_FILE_BYTES = 2 ** 30;

/** Most entries that a plugin's folder may hold. */
export const MAX_ENTRIES = 20_000;

/**
 * Lists a plugin's folder without following anything: links, pipes, sockets, devices, names that only differ by case, names
 * that a manifest cannot hold and files over {@link MAX_FILE_BYTES} are reported as irregular. Never rejects.
 */
export async function listPluginFiles(folder: string): Promise<PluginListing> {
  const files: PluginFile[] = [];
  const irregular: IrregularEntry[] = [];
  let entries = 0;

  const visit = async (path: string, stat: Stats): Promise<void> => {
    if (stat.isSymbolicLink()) irregular.push({ path, reason: 'link' });
    else if (stat.isDirectory()) await walk(path);
    else if (!stat.isFile()) irregular.push({ path, reason: 'special' });
    else if (stat.size > MAX_FILE_BYTES) irregular.push({ path, reason: 'too_large' });
    else if (path !== MANIFEST_FILE && path !== SIGNATURE_FILE) files.push({ path, size: stat.size });
  };

  const walk = async (directory: string): Promise<void> => {
    const names = (await readdir(join(folder, directory))).sort();
    entries += names.length;
    if (entries > MAX_ENTRIES) {
      irregular.push({ path: directory, reason: 'too_many' });
      return;
    }
    const lowerCase = new Set<string>();
    for (const name of names) {
      const path = directory === '.' ? name : `${directory}/${name}`;
      // On Windows and macOS the two names are one file, and which of them was signed would be a matter of luck.
      if (lowerCase.has(name.toLowerCase())) irregular.push({ path, reason: 'case_duplicate' });
      else if (!pluginPathCodec.is(path)) irregular.push({ path: printable(path), reason: 'name' });
      else await attempt(path, visit);
      lowerCase.add(name.toLowerCase());
    }
  };

  const attempt = async (path: string, then: (path: string, stat: Stats) => Promise<void>): Promise<void> => {
    try {
      // Eight times faster than a trip to the thread pool for each of thousands of files.
      await then(path, lstatSync(join(folder, path)));
    } catch {
      irregular.push({ path, reason: 'unreadable' });
    }
  };

  await attempt('.', visit);
  files.sort((a, b) => (a.path < b.path ? -1 : 1));
  return { files, irregular };
}

/** A name that anybody may have chosen, fit for one line of a message. */
function printable(path: string): string {
  return JSON.stringify(path.toWellFormed()).slice(1, 257).replace(/"$/, '');
}
