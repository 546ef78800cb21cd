import { sha256Hex } from '@kora/contracts';

/** How long to wait before another attempt. */
export interface BackoffPolicy {
  /** Wait before the first retry, in milliseconds. */
  readonly base_ms: number;
  readonly max_ms: number;
}

export const DEFAULT_BACKOFF: BackoffPolicy = { base_ms: 250, max_ms: 8_000 };

/**
 * Milliseconds before an attempt: doubling from the base, with a jitter between one half and the whole of it. The jitter is a
 * function of graph, task and attempt, so the same run waits the same time again.
 * @param attempt index of the coming attempt, 1 for the first retry.
 */
export function backoffMs(policy: BackoffPolicy, graphHash: string, taskId: string, attempt: number): number {
  const full = Math.min(policy.max_ms, policy.base_ms * 2 ** (attempt - 1));
  const fraction = Number.parseInt(sha256Hex(`${graphHash}\n${taskId}\n${attempt}`).slice(0, 8), 16) / 0x1_0000_0000;
  return Math.round(full * (0.5 + fraction / 2));
}
