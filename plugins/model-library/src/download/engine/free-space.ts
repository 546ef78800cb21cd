import { statfs } from 'node:fs/promises';
import { downloadErrors } from '../errors.ts';

/** Left free for everything else on the disk. */
const MARGIN_BYTES = 64 * 1024 * 1024;

/**
 * Refuses a download that the disk of `folder` cannot hold.
 * @param bytes what is still to be written
 * @throws KORA_DOWNLOAD_NO_SPACE
 */
export async function requireFreeSpace(folder: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const free_bytes = bavail * bsize;
  const needed_bytes = bytes + MARGIN_BYTES;
  if (free_bytes < needed_bytes) throw downloadErrors.KORA_DOWNLOAD_NO_SPACE({ folder, needed_bytes, free_bytes });
}
