import { Piscina } from 'piscina';
import { poolErrors } from '../errors.ts';
import type { CheckFinding, CheckRequest } from '../realm/check-requests.ts';
import type { CheckJob, SegmentJob, SharedLibraries } from '../realm/worker.ts';
import { ControlBlock, processTimeMs } from './control-block.ts';
import type { CpuPool, SegmentOptions } from './cpu-pool.ts';
import type { LibrarySet, Segment, SegmentReport, TaskReport } from './segment.ts';
import { answerOf, readAnswer, type SegmentAnswer } from './segment-answer.ts';
import { SegmentWatch, type Takedown } from './segment-watch.ts';

/** Longest that checking one graph may take, compiling its schemas included. */
const CHECK_LIMIT_MS = 20_000;

/** Size and limits of a pool of worker threads. */
export interface WorkerPoolOptions {
  /** Absolute path of the worker's module; see realm/worker.ts. */
  readonly workerFile: string;
  readonly width: number;
  /** Heap of one worker, in MiB. */
  readonly memory_mb: number;
  /** Idle workers beyond the first end after this long. */
  readonly idle_ms: number;
}

/**
 * Worker threads in this process, each with realms of its own. A task that outlives its limit takes its worker down with it.
 * Running out of memory ends a worker too, but V8 may instead end the whole process: see HostedPool, which is what the
 * product uses.
 */
export class WorkerPool implements CpuPool {
  readonly width: number;
  readonly #options: WorkerPoolOptions;
  #piscina: Piscina | null = null;
  #shared: SharedLibraries | null = null;

  constructor(options: WorkerPoolOptions) {
    this.#options = options;
    this.width = options.width;
  }

  async run(segment: Segment, libraries: LibrarySet, options: SegmentOptions): Promise<SegmentReport> {
    return readAnswer(await this.runToAnswer(segment, libraries, options));
  }

  /** The same with the report as it travels, for whoever only passes it on. */
  async runToAnswer(
    segment: Segment,
    libraries: LibrarySet,
    { signal, onProgress }: SegmentOptions,
  ): Promise<SegmentAnswer> {
    const control = new ControlBlock();
    const killer = new AbortController();
    let takedown: Takedown | null = null;
    const watch = new SegmentWatch(control, segment, {
      takeDown(why) {
        takedown = why;
        killer.abort();
      },
      onProgress: (progress) => onProgress?.(progress),
    });
    const stop = () => watch.stop();
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    try {
      const job: SegmentJob = { segment, libraries: this.#share(libraries), control: control.buffer };
      return await this.#threads().run(job, { name: 'segment', signal: killer.signal });
    } catch (error) {
      return answerOf(reportOfLoss(segment, control, takedown, error));
    } finally {
      watch.end();
      signal.removeEventListener('abort', stop);
    }
  }

  async check(
    requests: readonly CheckRequest[],
    libraries: LibrarySet,
    signal: AbortSignal,
  ): Promise<readonly CheckFinding[]> {
    const limit = AbortSignal.timeout(CHECK_LIMIT_MS);
    const job: CheckJob = { requests, libraries: this.#share(libraries) };
    try {
      return await this.#threads().run(job, { name: 'check', signal: AbortSignal.any([signal, limit]) });
    } catch (error) {
      signal.throwIfAborted();
      throw poolErrors.KORA_POOL_CHECK_FAILED({ reason: limit.aborted ? 'it took too long' : reasonOf(error) }, error);
    }
  }

  async close(): Promise<void> {
    const piscina = this.#piscina;
    this.#piscina = null;
    await piscina?.destroy();
  }

  #threads(): Piscina {
    if (this.#piscina !== null) return this.#piscina;
    this.#piscina = new Piscina({
      filename: this.#options.workerFile,
      minThreads: 1,
      maxThreads: this.width,
      idleTimeout: this.#options.idle_ms,
      concurrentTasksPerWorker: 1,
      recordTiming: false,
      resourceLimits: { maxOldGenerationSizeMb: this.#options.memory_mb, stackSizeMb: 4 },
      // A worker needs nothing from the environment, and an operation must not be able to depend on it.
      env: {},
    });
    // The loss of an idle worker concerns nobody: the next segment gets a new one.
    this.#piscina.on('error', () => undefined);
    return this.#piscina;
  }

  #share({ key, json }: LibrarySet): SharedLibraries {
    if (this.#shared?.key === key) return this.#shared;
    const bytes = Buffer.from(json);
    const buffer = new SharedArrayBuffer(bytes.length);
    new Uint8Array(buffer).set(bytes);
    this.#shared = { key, buffer };
    return this.#shared;
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** What is known of a segment whose worker is gone: at most one task is to blame, and the others can run again. */
function reportOfLoss(
  segment: Segment,
  control: ControlBlock,
  takedown: Takedown | null,
  error: unknown,
): SegmentReport {
  const { index, start_ms, input_hash } = control.read();
  const unrun: TaskReport[] = segment.limits_ms.map(() => ({ status: 'unrun' }));
  if (takedown === 'stopped') return { tasks: unrun, elapsed_ms: 0 };
  if (index < 0) throw poolErrors.KORA_POOL_FAILED({ reason: reasonOf(error) }, error);
  const ran_ms = processTimeMs() - start_ms;
  const ended = { status: 'failed', start_ms: 0, end_ms: ran_ms, validation_ms: 0, input_hash, errors: [] } as const;
  const culprit: TaskReport =
    takedown === 'timeout'
      ? { ...ended, kind: 'timeout', message: String(segment.limits_ms[index]) }
      : segment.quarantined
        ? { ...ended, kind: 'crashed', message: reasonOf(error) }
        : { status: 'suspect' };
  return { tasks: unrun.with(index, culprit), elapsed_ms: ran_ms };
}
