/** The value below which a share of the samples lies, by nearest rank. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? Number.NaN;
}

export const median = (samples: readonly number[]): number => percentile(samples, 0.5);

/** Times an action `rounds` times, after `warmups` that do not count. Milliseconds. */
export async function time(rounds: number, warmups: number, action: () => Promise<unknown>): Promise<number[]> {
  const samples: number[] = [];
  for (let round = -warmups; round < rounds; round++) {
    const start = performance.now();
    await action();
    if (round >= 0) samples.push(performance.now() - start);
  }
  return samples;
}
