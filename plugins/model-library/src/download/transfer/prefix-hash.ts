import { createHash } from 'node:crypto';
import { TemporaryFault } from './faults.ts';
import type { PartialFile } from './partial-file.ts';

const CHUNK_BYTES = 1024 * 1024;

/**
 * SHA-256 of a file that grows: reads back what is on disk from the start, as far as it has no gap. It sees what the disk
 * holds rather than what was in memory, and what an earlier process wrote as well.
 */
export class PrefixHash {
  readonly #hash = createHash('sha256');
  readonly #file: PartialFile;
  readonly #buffer = Buffer.allocUnsafe(CHUNK_BYTES);
  #hashed = 0;

  constructor(file: PartialFile) {
    this.#file = file;
  }

  get hashed(): number {
    return this.#hashed;
  }

  /** Goes on up to `end`, which must be on disk. @throws the signal's reason */
  async advance(end: number, signal: AbortSignal): Promise<void> {
    while (this.#hashed < end) {
      signal.throwIfAborted();
      const length = Math.min(CHUNK_BYTES, end - this.#hashed);
      const { bytesRead } = await this.#file.handle.read(this.#buffer, 0, length, this.#hashed);
      if (bytesRead === 0) throw new TemporaryFault('the partial file became shorter while it was read');
      this.#hash.update(this.#buffer.subarray(0, bytesRead));
      this.#hashed += bytesRead;
    }
  }

  /** Can be asked once. */
  digest(): string {
    return this.#hash.digest('hex');
  }
}
