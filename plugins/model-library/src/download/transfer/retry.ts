import { setTimeout as sleep } from 'node:timers/promises';
import { isKoraError } from '@kora/plugin-sdk';
import { RemoteChanged, TemporaryFault } from './faults.ts';

/** How often and after which pauses a request is repeated. Times in ms. */
export interface RetryPolicy {
  /** Faults in a row without a byte of progress. */
  readonly attempts: number;
  readonly base_ms: number;
  readonly most_ms: number;
}

export const DEFAULT_RETRY: RetryPolicy = { attempts: 8, base_ms: 500, most_ms: 30_000 };

/** True for what may be gone next time: broken connections and a server that is overloaded. */
export function isTemporary(error: unknown): boolean {
  if (error instanceof TemporaryFault) return true;
  return error instanceof Error && !isKoraError(error) && !(error instanceof RemoteChanged);
}

/**
 * Pause before attempt number `attempt` (from 1): doubling, anywhere in its upper half, so that parts which failed together
 * do not come back together; never shorter than the server asked, and never longer than ten times the longest pause.
 */
export function retryDelay(attempt: number, policy: RetryPolicy, error: unknown, random: () => number): number {
  const full = Math.min(policy.most_ms, policy.base_ms * 2 ** (attempt - 1));
  const asked = error instanceof TemporaryFault ? (error.retry_after_ms ?? 0) : 0;
  return Math.max(full / 2 + random() * (full / 2), Math.min(asked, policy.most_ms * 10));
}

export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return sleep(ms, undefined, { signal });
}
