/**
 * Waits for `work` at most `limitMs` milliseconds, then rejects with what `late` makes. The work itself cannot be stopped
 * and goes on; its later outcome is ignored.
 */
export async function withTimeLimit<T>(work: () => Promise<T>, limitMs: number, late: () => Error): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(late()), limitMs);
  });
  try {
    return await Promise.race([work(), limit]);
  } finally {
    clearTimeout(timer);
  }
}
