import type { CheckFinding, CheckRequest } from '../realm/check-requests.ts';
import type { LibrarySet, Segment, SegmentProgress, SegmentReport } from './segment.ts';

/** What a caller may say about one segment. */
export interface SegmentOptions {
  /** Aborting ends the segment soon: tasks not begun stay unrun, the one at hand is stopped. The report still comes. */
  readonly signal: AbortSignal;
  /** Told at most once, when the segment's first task has run for a while. */
  onProgress?(progress: SegmentProgress): void;
}

/** Runs segments of operations, isolated from everything else, on as many cores as it is wide. */
export interface CpuPool {
  /** Segments that run at the same time. */
  readonly width: number;
  /** Rejects only when the pool itself cannot work; what tasks do is in the report. */
  run(segment: Segment, libraries: LibrarySet, options: SegmentOptions): Promise<SegmentReport>;
  /** Checks schemas and arguments before anything runs. Rejects when that takes longer than its limit. */
  check(
    requests: readonly CheckRequest[],
    libraries: LibrarySet,
    signal: AbortSignal,
  ): Promise<readonly CheckFinding[]>;
  /** Ends all workers. Idempotent. */
  close(): Promise<void>;
}
