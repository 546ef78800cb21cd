import { isKoraError } from '../../errors/kora-error.ts';

/**
 * Asks for something that a server answers at once, whatever its models do.
 * @param ask gets a signal that also ends after so many milliseconds.
 * @param late what then holds instead; it may throw.
 * @throws the caller's reason once it is aborted, and what `ask` throws for other reasons than the time.
 */
export async function withinDeadline<T>(
  milliseconds: number,
  caller: AbortSignal,
  ask: (signal: AbortSignal) => Promise<T>,
  late: () => T,
): Promise<T> {
  const deadline = AbortSignal.timeout(milliseconds);
  try {
    return await ask(AbortSignal.any([caller, deadline]));
  } catch (error) {
    caller.throwIfAborted();
    if (!deadline.aborted || isKoraError(error)) throw error;
    return late();
  }
}
