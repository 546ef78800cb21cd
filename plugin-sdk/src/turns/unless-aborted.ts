/**
 * Waits for somebody else's work, and no longer than until the signal aborts, whether or not that work heeds it; leaves no listener
 * behind. Rejects with the signal's reason then; what becomes of the work is nobody's business any more.
 */
export function unlessAborted<T>(work: PromiseLike<T>, signal: AbortSignal): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const stop = () => reject(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  return Promise.race([work, promise]).finally(() => signal.removeEventListener('abort', stop));
}
