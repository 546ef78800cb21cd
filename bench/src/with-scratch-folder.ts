import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Makes one folder the place for everything temporary of this process and its children, for as long as `use` takes. Data that
 * scenarios leave there goes at the very end: ext4 passes over each inode that was freed in the last minute when it makes a
 * file, so whoever creates files after thousands were removed pays ten times for each.
 */
export async function withScratchFolder<T>(use: () => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'kora-bench-'));
  // The names that Linux and macOS, and that Windows looks for.
  for (const name of ['TMPDIR', 'TEMP', 'TMP']) process.env[name] = folder;
  try {
    return await use();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
