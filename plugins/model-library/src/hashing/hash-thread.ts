import { Worker } from 'node:worker_threads';
import type { FileHash, FileHasher } from './file-hash.ts';
import type { HashAnswer, HashRequest } from './hash-protocol.ts';

/** One question: long enough that asking costs nothing beside it, short enough (tens of ms) that giving up is felt at once. */
const SLICE_BYTES = 8 * 1024 * 1024;
/** Thread and memory are given back when nobody has hashed anything for so long. */
const IDLE_MS = 5_000;

const ENDED = 'the hashing thread has ended';

interface Waiting {
  resolve(answer: HashAnswer): void;
  reject(error: Error): void;
}

/** What a question is, before it has a number. */
type Question =
  | Omit<Extract<HashRequest, { type: 'add' }>, 'job'>
  | Omit<Extract<HashRequest, { type: 'digest' }>, 'job'>;

/**
 * Hashes in a thread of its own, started with the first hash: SHA-256 takes a whole processor at line speed, and Studio answers
 * its users on the main thread.
 */
export class HashThread implements FileHasher {
  readonly #workerFile: string;
  readonly #waiting = new Map<number, Waiting>();
  /** Hashes that are neither digested nor dropped: they live in the thread, which must outlast them. */
  readonly #open = new Set<number>();
  #worker: Worker | null = null;
  #idle: NodeJS.Timeout | undefined;
  #last = 0;

  /** @param workerFile path of the program of the thread */
  constructor(workerFile: string) {
    this.#workerFile = workerFile;
  }

  begin(): FileHash {
    const hash = ++this.#last;
    // A thread that died took the hash with it; going on in another would give the digest of a rest.
    let thread: Worker | null = null;
    const ask = (question: Question): Promise<HashAnswer> => {
      if (thread !== null && thread !== this.#worker) return Promise.reject(new Error(ENDED));
      thread ??= this.#started();
      this.#open.add(hash);
      return this.#ask(thread, question);
    };
    return {
      add: async (fd, from, to, signal) => {
        let at = from;
        while (at < to) {
          signal.throwIfAborted();
          const end = Math.min(to, at + SLICE_BYTES);
          const answer = await ask({ type: 'add', hash, fd, from: at, to: end });
          const bytes = answer.type === 'added' ? answer.bytes : 0;
          at += bytes;
          if (at < end) break;
        }
        return at - from;
      },
      digest: async () => {
        const answer = await ask({ type: 'digest', hash });
        this.#ended(hash);
        return answer.type === 'digest' ? answer.sha256 : '';
      },
      drop: () => {
        const drop: HashRequest = { type: 'drop', hash };
        if (thread !== null && thread === this.#worker) thread.postMessage(drop);
        this.#ended(hash);
      },
    };
  }

  /** Ends the thread. Everything that is asked meanwhile fails. */
  async close(): Promise<void> {
    clearTimeout(this.#idle);
    await this.#worker?.terminate();
  }

  #started(): Worker {
    if (this.#worker !== null) return this.#worker;
    const worker = new Worker(this.#workerFile, {
      name: 'kora-hash',
      // It needs no options, no loaders and no environment of the process.
      execArgv: [],
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: 64 },
    });
    const ended = (error: Error) => {
      if (this.#worker === worker) this.#worker = null;
      for (const waiting of this.#waiting.values()) waiting.reject(error);
      this.#waiting.clear();
      this.#open.clear();
    };
    worker.on('message', (answer: HashAnswer) => this.#settle(worker, answer));
    worker.on('error', ended);
    worker.on('exit', () => ended(new Error(ENDED)));
    this.#worker = worker;
    return worker;
  }

  #ask(worker: Worker, question: Question): Promise<HashAnswer> {
    clearTimeout(this.#idle);
    const job = ++this.#last;
    const { promise, resolve, reject } = Promise.withResolvers<HashAnswer>();
    this.#waiting.set(job, { resolve, reject });
    // Work keeps the process alive; an idle thread does not.
    worker.ref();
    worker.postMessage({ ...question, job });
    return promise;
  }

  #settle(worker: Worker, answer: HashAnswer): void {
    const waiting = this.#waiting.get(answer.job);
    this.#waiting.delete(answer.job);
    if (answer.type === 'failed') waiting?.reject(Object.assign(new Error(answer.message), { code: answer.code }));
    else waiting?.resolve(answer);
    if (this.#waiting.size === 0) worker.unref();
  }

  #ended(hash: number): void {
    this.#open.delete(hash);
    clearTimeout(this.#idle);
    const worker = this.#worker;
    if (worker !== null && this.#open.size === 0)
      this.#idle = setTimeout(() => void worker.terminate(), IDLE_MS).unref();
  }
}
