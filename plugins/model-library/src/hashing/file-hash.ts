/**
 * An `add` of so many bytes or fewer happens whole or not at all, even when it is given up; of a longer one nobody knows how much was added.
 * Asking for so many at a time costs nothing beside them, and giving up is felt within tens of ms.
 */
export const WHOLE_ADD_BYTES = 8 * 1024 * 1024;

/**
 * A SHA-256 that grows by stretches of open files. Whoever opened a file closes it only when no `add` is under way.
 */
export interface FileHash {
  /**
   * Adds the bytes [from, to) of an open file, in the order of calls.
   * @returns how many of them were there; fewer only where the file ends
   * @throws the file system's error, and the signal's reason once nothing reads the file any more
   */
  add(fd: number, from: number, to: number, signal: AbortSignal): Promise<number>;
  /** In hexadecimal. Can be asked once, and nothing can be added afterwards. */
  digest(): Promise<string>;
  /** Gives up a hash whose digest nobody needs. Harmless after `digest`. */
  drop(): void;
}

/** Begins hashes. */
export interface FileHasher {
  begin(): FileHash;
}
