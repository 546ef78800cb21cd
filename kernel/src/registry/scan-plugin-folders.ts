import { readdir } from 'node:fs/promises';

/** Names that installers and file managers use while something is not finished or not meant. */
const IGNORED = /^[._~]|(~|\.(tmp|temp|part|partial|download|crdownload))$/i;

/** True for a folder that is no plugin and does not claim to be one. */
export function isIgnoredFolder(name: string): boolean {
  return IGNORED.test(name);
}

/** Names of the plugin folders in `folder`, sorted. Links are included: they are refused, and people should see it. */
export async function scanPluginFolders(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => (entry.isDirectory() || entry.isSymbolicLink()) && !isIgnoredFolder(entry.name))
    .map(({ name }) => name)
    .sort();
}
