import { isKoraError } from '@kora/plugin-sdk';
import type { FromHost, ToHost } from './host-protocol.ts';
import type { LibrarySet } from './segment.ts';
import { WorkerPool } from './worker-pool.ts';

/** Idle workers beyond the first end after this long; the whole process ends soon after, when its parent says so. */
const IDLE_WORKER_MS = 20_000;

const send = (message: FromHost) => {
  // A parent that has gone takes the channel with it; 'disconnect' below ends this process.
  if (process.connected) process.send?.(message);
};

/** What to tell the parent, which puts it into an error of its own. */
function reasonOf(error: unknown): string {
  if (isKoraError(error) && typeof error.details.reason === 'string') return error.details.reason;
  return error instanceof Error ? error.message : String(error);
}

/** Serves the parent process: a WorkerPool behind an IPC channel. The entry of the child process of HostedPool. */
class Host {
  #pool: WorkerPool | null = null;
  #libraries: LibrarySet = { key: '', json: '[]' };
  readonly #stops = new Map<number, AbortController>();

  async receive(message: ToHost): Promise<void> {
    switch (message.type) {
      case 'configure': {
        const { workerFile, width, memory_mb } = message;
        this.#pool = new WorkerPool({ workerFile, width, memory_mb, idle_ms: IDLE_WORKER_MS });
        send({ type: 'ready' });
        return;
      }
      case 'libraries':
        this.#libraries = message.libraries;
        return;
      case 'stop':
        this.#stops.get(message.id)?.abort();
        return;
      default:
        await this.#serve(message);
    }
  }

  async #serve(message: Extract<ToHost, { type: 'run' | 'check' }>): Promise<void> {
    const { id } = message;
    const controller = new AbortController();
    this.#stops.set(id, controller);
    const { signal } = controller;
    try {
      if (this.#pool === null) throw new Error('the process of workers was given work before its configuration');
      if (message.type === 'check') {
        const findings = await this.#pool.check(message.requests, this.#libraries, signal);
        send({ type: 'findings', id, findings });
      } else {
        const onProgress = (progress: Extract<FromHost, { type: 'progress' }>['progress']) =>
          send({ type: 'progress', id, progress });
        const answer = await this.#pool.runToAnswer(message.segment, this.#libraries, { signal, onProgress });
        send({ type: 'report', id, answer });
      }
    } catch (error) {
      send({ type: 'fault', id, reason: reasonOf(error) });
    } finally {
      this.#stops.delete(id);
    }
  }
}

const host = new Host();
process.on('message', (message: ToHost) => void host.receive(message));
process.on('disconnect', () => process.exit(0));
