import { type FileHash, type FileHasher, WHOLE_ADD_BYTES } from './file-hash.ts';
import { THREAD_ENDED, WorkerCalls } from './worker-calls.ts';

/** Thread and memory are given back when nobody has hashed anything for so long. */
const IDLE_MS = 5_000;

/**
 * Hashes in a thread of its own, started with the first hash: SHA-256 takes a whole processor at line speed, and Studio answers
 * its users on the main thread.
 */
export class HashThread implements FileHasher {
  readonly #workerFile: string;
  readonly #idleMs: number;
  /** Hashes that are neither digested nor dropped: they live in the thread, which must outlast them. */
  readonly #open = new Set<number>();
  #thread: WorkerCalls | null = null;
  #idle: NodeJS.Timeout | undefined;
  #last = 0;

  /**
   * @param workerFile path of the program of the thread
   * @param idle_ms after so long without a hash the thread ends
   */
  constructor(workerFile: string, idle_ms: number = IDLE_MS) {
    this.#workerFile = workerFile;
    this.#idleMs = idle_ms;
  }

  begin(): FileHash {
    const hash = ++this.#last;
    // A thread that died took the hash with it; going on in another would give the digest of a rest.
    let thread: WorkerCalls | null = null;
    const usable = (): WorkerCalls => {
      if (thread?.ended) throw new Error(THREAD_ENDED);
      thread ??= this.#started();
      this.#open.add(hash);
      return thread;
    };
    return {
      add: async (fd, from, to, signal) => {
        let at = from;
        while (at < to) {
          signal.throwIfAborted();
          const end = Math.min(to, at + WHOLE_ADD_BYTES);
          const bytes = await usable().add({ hash, fd, from: at, to: end });
          at += bytes;
          if (at < end) break;
        }
        return at - from;
      },
      digest: async () => {
        const sha256 = await usable().digest(hash);
        this.#done(hash);
        return sha256;
      },
      drop: () => {
        thread?.drop(hash);
        this.#done(hash);
      },
    };
  }

  /** Ends the thread. Everything that is asked meanwhile fails. */
  async close(): Promise<void> {
    clearTimeout(this.#idle);
    await this.#thread?.end();
  }

  #started(): WorkerCalls {
    clearTimeout(this.#idle);
    if (this.#thread === null || this.#thread.ended) {
      this.#open.clear();
      this.#thread = new WorkerCalls(this.#workerFile);
    }
    return this.#thread;
  }

  #done(hash: number): void {
    this.#open.delete(hash);
    clearTimeout(this.#idle);
    if (this.#thread !== null && this.#open.size === 0)
      this.#idle = setTimeout(() => void this.#thread?.end(), this.#idleMs).unref();
  }
}
