import { poolErrors } from '../errors.ts';
import type { CheckFinding, CheckRequest } from '../realm/check-requests.ts';
import type { CpuPool, SegmentOptions } from './cpu-pool.ts';
import { HostProcess, type HostProcessOptions } from './host-process.ts';
import type { FromHost, ToHost } from './host-protocol.ts';
import type { LibrarySet, Segment, SegmentReport } from './segment.ts';
import { readAnswer } from './segment-answer.ts';

/** A hosted pool's processes, and how long an idle one is kept. */
export interface HostedPoolOptions extends HostProcessOptions {
  readonly idle_ms: number;
}

type Pending = {
  readonly onAnswer: (message: FromHost) => void;
  readonly onGone: (reason: string) => void;
};

/** The host of a check has ended, for this reason. */
type Lost = { readonly lost: string };

/** Hosts that may end under one check before it is given up. */
const MOST_HOSTS_OF_A_CHECK = 3;

/** What one request makes of the answers to it, of a fault inside the host, and of the host's end. */
interface Handlers<T> {
  onAnswer(message: FromHost): T | undefined;
  onFault(reason: string): Error;
  onGone(reason: string): T | Error;
}

/**
 * Worker threads in a child process. V8 ends a whole process when an allocation cannot be made at all (a list grown without
 * end is enough), so the process that operations run in must not be the one that Studio is. When it dies, every task that
 * was in it is suspect; the scheduler gives suspects back one by one as quarantined segments, until the guilty one is
 * alone when it happens.
 */
export class HostedPool implements CpuPool {
  readonly width: number;
  readonly #options: HostedPoolOptions;
  readonly #pending = new Map<number, Pending>();
  #host: HostProcess | null = null;
  #sentLibraries = '';
  #ready = false;
  #idle: NodeJS.Timeout | null = null;
  #nextId = 1;
  #closed = false;

  constructor(options: HostedPoolOptions) {
    this.#options = options;
    this.width = options.width;
  }

  run(segment: Segment, libraries: LibrarySet, { signal, onProgress }: SegmentOptions): Promise<SegmentReport> {
    return this.#ask<SegmentReport>(libraries, signal, (id) => ({ type: 'run', id, segment }), {
      onAnswer: (message) => {
        if (message.type === 'progress') onProgress?.(message.progress);
        return message.type === 'report' ? readAnswer(message.answer) : undefined;
      },
      onFault: (reason) => poolErrors.KORA_POOL_FAILED({ reason }),
      onGone: (reason) => lossOf(segment, reason),
    });
  }

  /** What takes a host down is seldom the check, so that it is asked again of the next host before it counts as guilty. */
  async check(
    requests: readonly CheckRequest[],
    libraries: LibrarySet,
    signal: AbortSignal,
  ): Promise<readonly CheckFinding[]> {
    let reason = '';
    for (let hosts = 0; hosts < MOST_HOSTS_OF_A_CHECK; hosts++) {
      signal.throwIfAborted();
      const found = await this.#checkOnce(requests, libraries, signal);
      if (!('lost' in found)) return found;
      reason = found.lost;
    }
    throw poolErrors.KORA_POOL_CHECK_FAILED({ reason: `its process ended (${reason})` });
  }

  #checkOnce(
    requests: readonly CheckRequest[],
    libraries: LibrarySet,
    signal: AbortSignal,
  ): Promise<readonly CheckFinding[] | Lost> {
    const request = (id: number): ToHost => ({ type: 'check', id, libraries: libraries.key, requests });
    return this.#ask<readonly CheckFinding[] | Lost>(libraries, signal, request, {
      onAnswer: (message) => (message.type === 'findings' ? message.findings : undefined),
      onFault: (reason) => poolErrors.KORA_POOL_CHECK_FAILED({ reason }),
      onGone: (lost) => ({ lost }),
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#drop();
  }

  #ask<T>(libraries: LibrarySet, signal: AbortSignal, request: (id: number) => ToHost, on: Handlers<T>): Promise<T> {
    if (this.#closed) return Promise.reject(poolErrors.KORA_POOL_CLOSED({}));
    const host = this.#hostFor(libraries);
    const id = this.#nextId++;
    const stop = () => host.send({ type: 'stop', id });
    return new Promise<T>((resolve, reject) => {
      const settle = (answer: T | Error) => {
        this.#pending.delete(id);
        signal.removeEventListener('abort', stop);
        this.#rest();
        if (answer instanceof Error) reject(answer);
        else resolve(answer);
      };
      this.#pending.set(id, {
        onAnswer: (message) => {
          if (message.type === 'fault') settle(signal.aborted ? signal.reason : on.onFault(message.reason));
          else {
            const answer = on.onAnswer(message);
            if (answer !== undefined) settle(answer);
          }
        },
        onGone: (reason) => settle(this.#ready ? on.onGone(reason) : poolErrors.KORA_POOL_FAILED({ reason })),
      });
      host.send(request(id));
      signal.addEventListener('abort', stop, { once: true });
      if (signal.aborted) stop();
    });
  }

  #hostFor(libraries: LibrarySet): HostProcess {
    if (this.#idle !== null) clearTimeout(this.#idle);
    this.#idle = null;
    this.#host ??= this.#start();
    this.#host.hold(true);
    if (this.#sentLibraries !== libraries.key) {
      this.#host.send({ type: 'libraries', libraries });
      this.#sentLibraries = libraries.key;
    }
    return this.#host;
  }

  #start(): HostProcess {
    this.#ready = false;
    this.#sentLibraries = '';
    const host: HostProcess = new HostProcess(this.#options, {
      onMessage: (message) => {
        if (message.type === 'ready') this.#ready = true;
        else this.#pending.get(message.id)?.onAnswer(message);
      },
      onGone: (reason) => {
        if (this.#host !== host) return;
        this.#host = null;
        for (const pending of [...this.#pending.values()]) pending.onGone(reason);
      },
    });
    return host;
  }

  /** Called when a request has ended: an idle process is let go after a while, and with it all its memory. */
  #rest(): void {
    if (this.#pending.size > 0 || this.#host === null) return;
    this.#host.hold(false);
    this.#idle = setTimeout(() => this.#drop(), this.#options.idle_ms).unref();
  }

  #drop(): void {
    if (this.#idle !== null) clearTimeout(this.#idle);
    this.#idle = null;
    const host = this.#host;
    this.#host = null;
    host?.kill();
    for (const pending of [...this.#pending.values()]) pending.onGone('it was closed');
  }
}

/** The report of a segment whose process died: nothing is known, so everyone in it is suspect, or the only one guilty. */
function lossOf(segment: Segment, reason: string): SegmentReport {
  const guilty = {
    status: 'failed',
    start_ms: 0,
    end_ms: 0,
    validation_ms: 0,
    input_hash: null,
    kind: 'crashed',
    message: reason,
    errors: [],
  } as const;
  return {
    tasks: segment.limits_ms.map(() => (segment.quarantined ? guilty : ({ status: 'suspect' } as const))),
    elapsed_ms: 0,
  };
}
