import { open, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import writeFileAtomic from 'write-file-atomic';

/** Makes renames in a folder survive a power cut. Windows has no such call for folders and does not need it. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  await using handle = await open(folder, 'r');
  await handle.sync();
}

/**
 * Replaces a file (mode 0600) so that the old content or the new is there after any crash. Rejects with the file system's
 * error; the old content is then untouched.
 */
export async function writeFileAtomically(path: string, content: string): Promise<void> {
  await writeFileAtomic(path, '', {
    mode: 0o600,
    // The library ignores how many bytes a write took, so on a disk that fills up it would rename half a file into place.
    tmpfileCreated: (temporary) => writeFile(temporary, content),
  });
  await syncFolder(dirname(path));
}
