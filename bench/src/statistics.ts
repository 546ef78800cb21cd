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

/** How often something is measured. */
export interface Plan {
  readonly warmups: number;
  readonly rounds: number;
  /** After this long there are no further rounds, so that a busy machine does not take hours; one is measured in any case. */
  readonly budget_ms: number;
}

/** Once, without warming up: for a smoke run. */
export const ONCE: Plan = { warmups: 0, rounds: 1, budget_ms: 0 };

/** The rounds of a plan: true for each that counts, false for those that warm up. */
export function* roundsOf({ warmups, rounds, budget_ms }: Plan): Generator<boolean> {
  const deadline = performance.now() + budget_ms;
  let measured = 0;
  for (let round = 0; round < warmups + rounds; round++) {
    const isLate = performance.now() > deadline;
    if (isLate && measured > 0) return;
    const counts = isLate || round >= warmups;
    yield counts;
    if (counts) measured++;
  }
}
