import { open, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import writeFileAtomic from 'write-file-atomic';

/**
 * Replaces a file so that a crash, a full disk or a power cut leaves the old content or the new, never a mix.
 * @param mode permissions of the new file; private to the user unless said otherwise.
 * Rejects with the file system's error; the old content is then untouched and no temporary file remains.
 */
export async function writeFileAtomically(path: string, content: string | Uint8Array, mode = 0o600): Promise<void> {
  await writeFileAtomic(path, '', {
    mode,
    // The library writes once and does not look at how many bytes went out, so a disk that fills up half-way would get
    // renamed into place. Node's own writeFile goes on until everything is written or throws.
    tmpfileCreated: (temporary) => writeFile(temporary, content),
  });
  await syncFolder(dirname(path));
}

/** Makes a rename survive a power cut. Windows has no such call for folders and does not need it. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  await using handle = await open(folder, 'r');
  await handle.sync();
}
