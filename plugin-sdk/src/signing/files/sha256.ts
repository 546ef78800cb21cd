import { createHash, hash } from 'node:crypto';
import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';

// Large enough that a 30 MB native library takes few round trips, small enough that 8 files in flight cost 4 MB.
const CHUNK_BYTES = 512 * 1024;

/** SHA-256 of bytes in memory, as 64 lower-case hexadecimal digits. */
export function sha256OfBytes(bytes: Uint8Array): string {
  return hash('sha256', bytes, 'hex');
}

// Below this, the four trips to the thread pool cost several times what reading and hashing do.
const SMALL_FILE_BYTES = 64 * 1024;

// Up to this, a whole file in memory is cheap, and the thread pool hashes it while other files are read.
const MEDIUM_FILE_BYTES = 8 * 1024 * 1024;

// The folder belongs to somebody else: between listing and opening, a file can be swapped for a link or a pipe.
const FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/**
 * SHA-256 of a regular file, as 64 lower-case hexadecimal digits. Takes at most 8 MiB of memory, whatever the size.
 * @param expectedSize in bytes; only a hint about how to read.
 * @throws when the path is a link or no regular file by the time it is opened, and when it cannot be read.
 */
export async function sha256OfFile(path: string, expectedSize = Number.POSITIVE_INFINITY): Promise<string> {
  return expectedSize <= SMALL_FILE_BYTES ? hashAtOnce(path) : hashInPool(path);
}

function hashAtOnce(path: string): string | Promise<string> {
  const descriptor = openSync(path, FLAGS);
  try {
    const stat = fstatSync(descriptor);
    assertRegular(stat);
    return stat.size <= SMALL_FILE_BYTES ? hash('sha256', readFileSync(descriptor), 'hex') : hashInPool(path);
  } finally {
    closeSync(descriptor);
  }
}

/** Hashes without holding up the main thread, or chunk by chunk what is too large for that. */
async function hashInPool(path: string): Promise<string> {
  await using handle = await open(path, FLAGS);
  const stat = await handle.stat();
  assertRegular(stat);
  if (stat.size <= MEDIUM_FILE_BYTES) {
    const digest = await crypto.subtle.digest('SHA-256', await handle.readFile());
    return Buffer.from(digest).toString('hex');
  }
  const digest = createHash('sha256');
  const buffer = Buffer.allocUnsafe(Math.min(CHUNK_BYTES, stat.size + 1));
  for (;;) {
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, null);
    if (bytesRead === 0) return digest.digest('hex');
    digest.update(buffer.subarray(0, bytesRead));
  }
}

function assertRegular(stat: { isFile(): boolean }): void {
  if (!stat.isFile()) throw new Error('not a regular file');
}
