import { statSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';

/** A file system may stamp two changes that follow each other so closely with one time. */
const CLOCK_STEP_NS = 100_000_000n;

/** What tells one state of a file from the next: a file that is replaced is another one, one that is written to has another time. */
interface Stamp {
  readonly dev: bigint;
  readonly ino: bigint;
  readonly size: bigint;
  readonly mtimeNs: bigint;
  readonly ctimeNs: bigint;
}

const isSame = (a: Stamp, b: Stamp) =>
  a.ino === b.ino && a.dev === b.dev && a.size === b.size && a.mtimeNs === b.mtimeNs && a.ctimeNs === b.ctimeNs;

/** Whether a change that came right after the reading could have been given the very time that was seen. */
const isSettled = ({ mtimeNs, ctimeNs }: Stamp, readAt: number) =>
  BigInt(Math.floor(readAt)) * 1_000_000n - (mtimeNs > ctimeNs ? mtimeNs : ctimeNs) > CLOCK_STEP_NS;

/** A text file that is read and decoded again only when it has changed, whoever changed it. */
export class RememberedFile<T> {
  readonly path: string;
  readonly #decode: (content: string) => T;
  #known: { readonly stamp: Stamp; readonly value: T } | null = null;

  /** @param decode what `read` makes of the content; what it throws, `read` throws. */
  constructor(path: string, decode: (content: string) => T) {
    this.path = path;
    this.#decode = decode;
  }

  /** What the file holds now. @throws the system's error when it cannot be read, and what `decode` throws. */
  async read(): Promise<T> {
    // In this turn: a look takes microseconds, and a turn of the thread pool up to a thousand times as long, before each answer.
    const now = statSync(this.path, { bigint: true });
    if (this.#known !== null && isSame(this.#known.stamp, now)) return this.#known.value;
    await using handle = await open(this.path);
    return await this.#readFrom(handle);
  }

  async #readFrom(handle: FileHandle): Promise<T> {
    const readAt = Date.now();
    // Of the very file that is read: at the path there may be another one by now.
    const stamp = await handle.stat({ bigint: true });
    const value = this.#decode(await handle.readFile('utf8'));
    this.#known = isSettled(stamp, readAt) ? { stamp, value } : null;
    return value;
  }
}
