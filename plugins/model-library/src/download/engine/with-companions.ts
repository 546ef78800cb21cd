/**
 * Runs `main` with helpers beside it. They are stopped when it ends; a helper that fails stops it, and its fault is thrown.
 */
export async function withCompanions(
  main: (signal: AbortSignal) => Promise<void>,
  companions: readonly ((signal: AbortSignal) => Promise<void>)[],
  signal: AbortSignal,
): Promise<void> {
  const stop = new AbortController();
  const either = AbortSignal.any([signal, stop.signal]);
  const faults: unknown[] = [];
  const running = companions.map(async (companion) => {
    try {
      await companion(either);
    } catch (error) {
      if (either.aborted) return;
      faults.push(error);
      stop.abort(error);
    }
  });
  try {
    await main(either);
  } catch (error) {
    throw faults.length > 0 ? faults[0] : error;
  } finally {
    stop.abort();
    await Promise.all(running);
  }
  if (faults.length > 0) throw faults[0];
}
