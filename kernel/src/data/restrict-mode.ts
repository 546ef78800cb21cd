import { chmod, lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';

export const PRIVATE_FOLDER = 0o700;
export const PRIVATE_FILE = 0o600;

/**
 * Takes away every permission beyond `allowed`; never adds one. Links are left alone, because what they point to (models on
 * another disk) has its own rules. Windows keeps a user's application data private by itself.
 */
export async function restrictMode(path: string, allowed: number): Promise<void> {
  if (process.platform === 'win32') return;
  const stats = await lstat(path);
  if (stats.isSymbolicLink() || (stats.mode & 0o777 & ~allowed) === 0) return;
  await chmod(path, stats.mode & allowed);
}

/** Makes every file directly in a folder readable and writable by the user alone. */
export async function restrictFilesIn(folder: string): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true });
  await Promise.all(
    entries.filter((entry) => entry.isFile()).map((entry) => restrictMode(join(folder, entry.name), PRIVATE_FILE)),
  );
}
