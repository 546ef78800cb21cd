/**
 * Waits for somebody else's work, and no longer than until the signal aborts, whether or not that work heeds it; leaves no listener
 * behind. Rejects with the signal's reason then; what becomes of the work is nobody's business any more.
 */
export function unlessAborted<T>(work: PromiseLike<T>, signal: AbortSignal): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const stop = () => reject(signal.reason);
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  const done = () => signal.removeEventListener('abort', stop);
  work.then(resolve, reject).then(done, done);
  return promise;
}
