import { type FileHash, type FileHasher, WHOLE_ADD_BYTES } from '../../hashing/file-hash.ts';
import { TemporaryFault } from './faults.ts';
import type { PartialFile } from './partial-file.ts';

/**
 * SHA-256 of a file that grows: reads back what is on disk from the start, as far as it has no gap. It sees what the disk
 * holds rather than what was in memory, and what an earlier process wrote as well.
 */
export class PrefixHash {
  readonly #hash: FileHash;
  readonly #file: PartialFile;
  #hashed = 0;
  #dropped = false;

  constructor(file: PartialFile, hasher: FileHasher) {
    this.#file = file;
    this.#hash = hasher.begin();
  }

  get hashed(): number {
    return this.#hashed;
  }

  /**
   * Goes on up to `end`, which must be on disk. Given up, it can go on later; dropped in the middle, it ends in peace, whatever
   * has become of the file meanwhile.
   * @throws TemporaryFault, the signal's reason
   */
  async advance(end: number, signal: AbortSignal): Promise<void> {
    while (this.#hashed < end && !this.#dropped) {
      const to = Math.min(end, this.#hashed + WHOLE_ADD_BYTES);
      this.#hashed += await this.#hash.add(this.#file.handle.fd, this.#hashed, to, signal);
      if (this.#hashed < to && !this.#dropped)
        throw new TemporaryFault('the partial file became shorter while it was read');
    }
  }

  /** Can be asked once. */
  digest(): Promise<string> {
    return this.#hash.digest();
  }

  /** Gives it up for good. */
  drop(): void {
    this.#dropped = true;
    this.#hash.drop();
  }
}
