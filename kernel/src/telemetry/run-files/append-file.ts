import { closeSync, fsync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { promisify } from 'node:util';

const syncFile = promisify(fsync);

/** Characters that are held back at most before they go to the file: large enough that writes do not count. */
const BUFFER_CHARACTERS = 65_536;

/**
 * A new file of lines that only grows. Lines are buffered; `commit` hands them to the operating system, so that they
 * survive the death of this process; `sync` makes them survive a power cut.
 * Every method throws the file system's error. After a failed write the file ends with its last whole line, and the lines
 * that did not fit are still pending, so a later commit tries them again.
 */
export class AppendFile {
  readonly #fd: number;
  #pending = '';
  #bytes = 0;
  #open = true;

  /** Creates the file with mode 0600. Throws EEXIST when there is one: a log is never continued by a second writer. */
  constructor(path: string) {
    this.#fd = openSync(path, 'ax', 0o600);
  }

  /** False after `close`. */
  get isOpen(): boolean {
    return this.#open;
  }

  /** Bytes in the file, without what is pending. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Adds a line, which must hold no line break (JSON text has none). */
  append(line: string): void {
    this.#pending += line;
    this.#pending += '\n';
    if (this.#pending.length >= BUFFER_CHARACTERS) this.commit();
  }

  commit(): void {
    if (this.#pending === '') return;
    const bytes = Buffer.from(this.#pending);
    try {
      for (let at = 0; at < bytes.length; ) at += writeSync(this.#fd, bytes, at);
    } catch (error) {
      ftruncateSync(this.#fd, this.#bytes);
      throw error;
    }
    this.#bytes += bytes.length;
    this.#pending = '';
  }

  async sync(): Promise<void> {
    this.commit();
    await syncFile(this.#fd);
  }

  /** Closes the file without writing what is pending. May be called twice. */
  close(): void {
    if (!this.#open) return;
    this.#open = false;
    closeSync(this.#fd);
  }
}
