import { type ChildProcess, fork } from 'node:child_process';
import { decode } from '@kora/contracts';
import type { Logger } from '@kora/plugin-sdk';
import { errors } from '../errors.ts';
import { type ChildReply, type ChildRequest, type ChildWork, childMessageCodec } from './child-protocol.ts';
import { LlamaCall } from './llama-call.ts';

/** What the child may know of its surroundings; tokens and settings of the parent are none of its business. */
const INHERITED = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'TMP', 'LANG', 'LD_LIBRARY_PATH', 'SystemRoot', 'USERPROFILE'];
const ABORT_GRACE_MS = 3000;
const LAST_REPLIES = new Set<ChildReply['type']>(['end', 'counted', 'embedded', 'unloaded', 'failed']);

/**
 * One child process with llama.cpp in it. It may die at any time: its calls then fail with KORA_LLAMACPP_CRASHED and
 * `isAlive` turns false. It keeps the parent alive only while a call runs, and dies when the parent does.
 */
export class LlamaProcess {
  readonly #child: ChildProcess;
  readonly #log: Logger;
  readonly #calls = new Map<number, LlamaCall>();
  readonly #gone: Promise<void>;
  #nextId = 1;
  #version: string | null = null;
  #isLoading = false;

  /** @param file absolute path of the bundled `llama-child.js`. */
  constructor(file: string, log: Logger) {
    this.#log = log;
    const env = Object.fromEntries(INHERITED.map((name) => [name, process.env[name]]));
    // Output is dropped: log lines come over the channel, and a pipe that nobody reads would stop the child.
    const child = fork(file, [], { execArgv: [], env, stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
    this.#child = child;
    this.#gone = new Promise((resolve) => {
      const end = (how: string) => {
        this.#failAll(how);
        resolve();
      };
      child.once('exit', (code, signal) => end(signal ?? `exit code ${code}`));
      child.on('error', (error) => (child.pid === undefined ? end(error.message) : this.kill()));
    });
    child.on('message', (message) => this.#receive(message));
    this.#holdParent();
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  get isAlive(): boolean {
    return this.#child.connected && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** What runs in the child; null until it has said that it is ready. */
  get version(): string | null {
    return this.#version;
  }

  /** True while a model is being read from disk. */
  get isLoading(): boolean {
    return this.#isLoading;
  }

  /**
   * Sends a request. Aborting asks the child to stop; when it has not after three seconds it is killed, because nothing
   * else interrupts a batch of a long prompt.
   */
  call(modelId: string, work: ChildWork, signal: AbortSignal): LlamaCall {
    const id = this.#nextId++;
    const call = new LlamaCall(modelId);
    this.#calls.set(id, call);
    this.#holdParent();
    this.#send({ ...work, id });
    const onAbort = () => {
      this.#send({ type: 'abort', id });
      const deadline = setTimeout(() => this.kill(), ABORT_GRACE_MS);
      call.settled.finally(() => clearTimeout(deadline));
    };
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    call.settled.finally(() => signal.removeEventListener('abort', onAbort));
    return call;
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }

  /** Ends the process; resolves once it is gone. */
  async dispose(): Promise<void> {
    // An idle child does not hold the parent, but waiting for its exit has to.
    this.#child.ref();
    this.kill();
    await this.#gone;
  }

  #send(request: ChildRequest): void {
    // When this fails the process is about to report its exit, and that fails the call.
    if (this.#child.connected) this.#child.send(request, () => undefined);
  }

  #receive(raw: unknown): void {
    const decoded = decode(childMessageCodec, raw);
    if (decoded._tag === 'Left') {
      this.#log.warn('llama.cpp process sent something unknown and is ended', { problems: decoded.left.length });
      this.kill();
      return;
    }
    const message = decoded.right;
    if (message.type === 'ready') this.#version = message.version;
    else if (message.type === 'log') this.#log[message.level](`llama.cpp: ${message.message}`);
    else this.#reply(message);
  }

  #reply(message: ChildReply): void {
    this.#isLoading = message.type === 'loading';
    const call = this.#calls.get(message.id);
    call?.push(message);
    if (!LAST_REPLIES.has(message.type)) return;
    this.#calls.delete(message.id);
    call?.finish();
    this.#holdParent();
  }

  #failAll(exit: string): void {
    for (const call of this.#calls.values()) {
      call.fail(errors.KORA_LLAMACPP_CRASHED({ model_id: call.modelId, exit }));
    }
    this.#calls.clear();
    this.#isLoading = false;
  }

  #holdParent(): void {
    const method = this.#calls.size > 0 ? 'ref' : 'unref';
    this.#child[method]();
    this.#child.channel?.[method]();
  }
}
