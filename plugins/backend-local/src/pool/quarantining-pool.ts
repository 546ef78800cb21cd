import type { CheckFinding, CheckRequest } from '../realm/check-requests.ts';
import type { CpuPool, SegmentOptions } from './cpu-pool.ts';
import type { LibrarySet, Segment, SegmentReport } from './segment.ts';

/** Runs quarantined segments one at a time in a pool of their own, and all others in the pool that everyone shares. */
export class QuarantiningPool implements CpuPool {
  readonly width: number;
  readonly #shared: CpuPool;
  readonly #quarantine: CpuPool;
  #last: Promise<unknown> = Promise.resolve();

  /** @param quarantine a pool of width 1, in another process than `shared`. Both are owned from here on. */
  constructor(shared: CpuPool, quarantine: CpuPool) {
    this.width = shared.width;
    this.#shared = shared;
    this.#quarantine = quarantine;
  }

  run(segment: Segment, libraries: LibrarySet, options: SegmentOptions): Promise<SegmentReport> {
    if (!segment.quarantined) return this.#shared.run(segment, libraries, options);
    const run = () => this.#quarantine.run(segment, libraries, options);
    const report = this.#last.then(run, run);
    this.#last = report.catch(() => undefined);
    return report;
  }

  check(
    requests: readonly CheckRequest[],
    libraries: LibrarySet,
    signal: AbortSignal,
  ): Promise<readonly CheckFinding[]> {
    return this.#shared.check(requests, libraries, signal);
  }

  async close(): Promise<void> {
    await Promise.all([this.#shared.close(), this.#quarantine.close()]);
  }
}
