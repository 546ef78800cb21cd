import { Worker } from 'node:worker_threads';
import type { HashAnswer, HashRequest } from './hash-protocol.ts';

/** What everything fails with that is asked of a thread which is no more. */
export const THREAD_ENDED = 'the hashing thread has ended';

interface Waiting {
  resolve(answer: HashAnswer): void;
  reject(error: Error): void;
}

type AddRequest = Extract<HashRequest, { type: 'add' }>;
type Question = Omit<AddRequest, 'job'> | Omit<Extract<HashRequest, { type: 'digest' }>, 'job'>;

/** One hashing thread from its start to its end, asked by promises. */
export class WorkerCalls {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #last = 0;
  #ended = false;

  /** @param workerFile path of the program of the thread */
  constructor(workerFile: string) {
    this.#worker = new Worker(workerFile, {
      name: 'kora-hash',
      // It needs no options, no loaders and no environment of the process.
      execArgv: [],
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: 64 },
    });
    this.#worker.on('message', (answer: HashAnswer) => this.#settle(answer));
    this.#worker.on('error', (error: Error) => this.#fail(error));
    this.#worker.on('exit', () => this.#fail(new Error(THREAD_ENDED)));
  }

  /** True as soon as its end has begun: whoever comes then needs another thread. */
  get ended(): boolean {
    return this.#ended;
  }

  /** @returns how many of the bytes were there. @throws the file system's error */
  async add(stretch: Omit<AddRequest, 'job' | 'type'>): Promise<number> {
    const answer = await this.#ask({ type: 'add', ...stretch });
    return answer.type === 'added' ? answer.bytes : 0;
  }

  async digest(hash: number): Promise<string> {
    const answer = await this.#ask({ type: 'digest', hash });
    return answer.type === 'digest' ? answer.sha256 : '';
  }

  drop(hash: number): void {
    const drop: HashRequest = { type: 'drop', hash };
    if (!this.#ended) this.#worker.postMessage(drop);
  }

  async end(): Promise<void> {
    this.#ended = true;
    await this.#worker.terminate();
  }

  #ask(question: Question): Promise<HashAnswer> {
    if (this.#ended) return Promise.reject(new Error(THREAD_ENDED));
    const job = ++this.#last;
    const { promise, resolve, reject } = Promise.withResolvers<HashAnswer>();
    this.#waiting.set(job, { resolve, reject });
    // Work keeps the process alive; an idle thread does not.
    this.#worker.ref();
    this.#worker.postMessage({ ...question, job });
    return promise;
  }

  #settle(answer: HashAnswer): void {
    const waiting = this.#waiting.get(answer.job);
    this.#waiting.delete(answer.job);
    if (answer.type === 'failed') waiting?.reject(Object.assign(new Error(answer.message), { code: answer.code }));
    else waiting?.resolve(answer);
    if (this.#waiting.size === 0) this.#worker.unref();
  }

  #fail(error: Error): void {
    this.#ended = true;
    for (const waiting of this.#waiting.values()) waiting.reject(error);
    this.#waiting.clear();
  }
}
