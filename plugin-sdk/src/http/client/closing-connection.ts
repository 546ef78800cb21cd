/**
 * Runs a streamed call on a signal of its own, and aborts it when the iteration ends in any way: read to its end, left by
 * its reader, failed. Closing the connection is what ends a generation, a load or a download inside every model runtime.
 */
export async function* closingConnection<T>(
  caller: AbortSignal,
  call: (signal: AbortSignal) => AsyncIterable<T>,
): AsyncGenerator<T, void> {
  const left = new AbortController();
  try {
    yield* call(AbortSignal.any([caller, left.signal]));
  } finally {
    left.abort();
  }
}
