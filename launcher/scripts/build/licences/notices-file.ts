import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mergeNotices, NOTICES_FILE, type Notice } from './notice.ts';

/** Lists in a folder of the build what is in it. */
export async function writeNotices(folder: string, notices: readonly Notice[]): Promise<void> {
  await writeFile(join(folder, NOTICES_FILE), `${JSON.stringify(mergeNotices(notices), null, 1)}\n`);
}

/** The notices of some folders of the build. Those that were never built have none. */
export function readNotices(folders: readonly string[]): readonly Notice[] {
  const files = folders.map((folder) => join(folder, NOTICES_FILE)).filter((file) => existsSync(file));
  return files.flatMap((file) => JSON.parse(readFileSync(file, 'utf8')) as readonly Notice[]);
}

/** The notices of a launcher and of all plugins in a folder. */
export function allNotices(launcher: string, plugins: string): readonly Notice[] {
  const names = existsSync(plugins) ? readdirSync(plugins) : [];
  return readNotices([launcher, ...names.map((name) => join(plugins, name))]);
}
