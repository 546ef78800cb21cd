import { InterruptedTransfer } from './faults.ts';
import { fetchSegment, type SegmentJob } from './fetch-segment.ts';
import { isTemporary, pause, type RetryPolicy, retryDelay } from './retry.ts';
import type { Segment } from './segment-map.ts';

/** A transfer's surroundings. */
export interface TransferOptions {
  readonly connections: number;
  readonly retry: RetryPolicy;
  readonly random: () => number;
  /** Tells that a part waits for its next attempt. */
  readonly onRetry: (part: number, attempt: number, reason: string) => void;
  /** Without ranges every attempt throws away what there was: called before it does. */
  readonly onRestart: () => void;
}

async function persist(
  segment: Segment,
  job: SegmentJob,
  options: TransferOptions,
  signal: AbortSignal,
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const before = segment.done;
    try {
      return await fetchSegment(segment, job, signal);
    } catch (error) {
      if (signal.aborted || !isTemporary(error)) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      if (job.map.resumable && segment.done > before) attempt = 1;
      if (attempt >= options.retry.attempts) throw new InterruptedTransfer(attempt, reason, error);
      options.onRetry(segment.index + 1, attempt + 1, reason);
      await pause(retryDelay(attempt, options.retry, error, options.random), signal);
      if (!job.map.resumable && segment.done > 0) options.onRestart();
    }
  }
}

/**
 * Fetches every segment that is incomplete, over several connections. The first fault that no retry heals stops the others.
 * @throws InterruptedTransfer, RemoteChanged, coded errors, the signal's reason
 */
export async function transfer(job: SegmentJob, options: TransferOptions, signal: AbortSignal): Promise<void> {
  const stop = new AbortController();
  const either = AbortSignal.any([signal, stop.signal]);
  const work = async () => {
    for (let segment = job.map.take(); segment !== null; segment = job.map.take()) {
      try {
        await persist(segment, job, options, either);
      } catch (error) {
        stop.abort(error);
        throw error;
      } finally {
        job.map.giveBack(segment);
      }
    }
  };
  const workers = Array.from({ length: job.map.resumable ? options.connections : 1 }, work);
  await Promise.allSettled(workers);
  signal.throwIfAborted();
  // The reason of the first one; the others only say that they were stopped.
  stop.signal.throwIfAborted();
}
