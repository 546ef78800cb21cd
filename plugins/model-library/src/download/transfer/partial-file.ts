import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { diskError } from './disk-error.ts';

/** The `.partial` file, open for reading and writing at any place. Errors of the disk come as coded errors. */
export class PartialFile {
  readonly path: string;
  readonly #folder: string;
  readonly #handle: FileHandle;

  private constructor(path: string, folder: string, handle: FileHandle) {
    this.path = path;
    this.#folder = folder;
    this.#handle = handle;
  }

  /** Opens or creates the file (mode 0600); never through a link that someone laid there. @throws KORA_DOWNLOAD_DISK */
  static async open(path: string, folder: string): Promise<PartialFile> {
    const flags = constants.O_RDWR | constants.O_CREAT | (constants.O_NOFOLLOW ?? 0);
    try {
      return new PartialFile(path, folder, await open(path, flags, 0o600));
    } catch (error) {
      throw diskError(error, path, folder);
    }
  }

  get handle(): FileHandle {
    return this.#handle;
  }

  /** Writes all of the chunks at a place. @throws KORA_DOWNLOAD_NO_SPACE, KORA_DOWNLOAD_DISK */
  async write(chunks: readonly Uint8Array[], position: number): Promise<void> {
    try {
      let at = position;
      let rest = [...chunks];
      while (rest.length > 0) {
        const { bytesWritten } = await this.#handle.writev(rest, at);
        at += bytesWritten;
        rest = without(rest, bytesWritten);
      }
    } catch (error) {
      throw diskError(error, this.path, this.#folder);
    }
  }

  async truncate(size: number): Promise<void> {
    await this.#handle.truncate(size);
  }

  /** @throws KORA_DOWNLOAD_NO_SPACE, KORA_DOWNLOAD_DISK: some file systems find out only now. */
  async sync(): Promise<void> {
    try {
      await this.#handle.datasync();
    } catch (error) {
      throw diskError(error, this.path, this.#folder);
    }
  }

  async size(): Promise<number> {
    return (await this.#handle.stat()).size;
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }
}

/** What is left of the chunks once so many bytes are written. */
function without(chunks: readonly Uint8Array[], bytes: number): Uint8Array[] {
  let skip = bytes;
  const rest: Uint8Array[] = [];
  for (const chunk of chunks) {
    if (skip >= chunk.length) skip -= chunk.length;
    else {
      rest.push(chunk.subarray(skip));
      skip = 0;
    }
  }
  return rest;
}
