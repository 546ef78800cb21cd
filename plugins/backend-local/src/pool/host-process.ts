import { type ChildProcess, fork } from 'node:child_process';
import type { FromHost, ToHost } from './host-protocol.ts';

/** How a process of workers is started. */
export interface HostProcessOptions {
  /** Absolute path of the module that the child process runs; see host.ts. */
  readonly hostFile: string;
  readonly workerFile: string;
  readonly width: number;
  readonly memory_mb: number;
  /** Arguments for the Node of the child; those of this process when left out. */
  readonly execArgv?: readonly string[];
}

/** Whom a process of workers tells what. */
export interface HostListener {
  onMessage(message: FromHost): void;
  /** It is gone, whatever the reason. Called once. */
  onGone(reason: string): void;
}

/** Variables without which a program does not start on Windows, or finds no temporary folder. No secrets among them. */
const ENVIRONMENT = ['SystemRoot', 'TMPDIR', 'TEMP', 'TMP'];

/** A child process that holds worker threads, and the channel to it. It does not keep this process alive while it is idle. */
export class HostProcess {
  readonly #child: ChildProcess;
  #gone = false;

  constructor(options: HostProcessOptions, listener: HostListener) {
    const { hostFile, workerFile, width, memory_mb, execArgv } = options;
    const env = Object.fromEntries(
      ENVIRONMENT.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])),
    );
    this.#child = fork(hostFile, [], {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      env,
      ...(execArgv === undefined ? {} : { execArgv: [...execArgv] }),
    });
    const gone = (reason: string) => {
      if (this.#gone) return;
      this.#gone = true;
      listener.onGone(reason);
    };
    this.#child.on('message', (message) => listener.onMessage(message as FromHost));
    this.#child.on('error', (error) => gone(error.message));
    this.#child.on('exit', (code, signal) => gone(signal === null ? `exit code ${code}` : `signal ${signal}`));
    this.send({ type: 'configure', workerFile, width, memory_mb });
    this.#child.unref();
  }

  send(message: ToHost): void {
    // The child may be dying: whoever waits for an answer hears of it through onGone.
    if (!this.#gone && this.#child.connected) this.#child.send(message, () => undefined);
  }

  /** Whether there is work in it, for which this process should stay alive. */
  hold(busy: boolean): void {
    // Its end must be heard of as well as its answers.
    if (busy) this.#child.ref();
    else this.#child.unref();
    if (busy) this.#child.channel?.ref();
    else this.#child.channel?.unref();
  }

  /** Ends the process at once. */
  kill(): void {
    this.#child.kill('SIGKILL');
  }
}
