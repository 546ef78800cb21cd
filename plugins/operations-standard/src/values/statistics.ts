import { Decimal, sumOf } from './decimal.ts';

/** Sorted copy, smallest first. */
export function ascending(values: readonly number[]): number[] {
  return [...values].sort((a, b) => a - b);
}

/** The percentile of sorted, non-empty values by linear interpolation between the closest ranks (type 7 of Hyndman and Fan). */
export function percentileOf(sorted: readonly number[], percent: Decimal | number): Decimal {
  const position = new Decimal(percent).div(100).times(sorted.length - 1);
  const below = position.floor().toNumber();
  const low = new Decimal(sorted[below] ?? 0);
  const high = new Decimal(sorted[below + 1] ?? sorted[below] ?? 0);
  return low.plus(high.minus(low).times(position.minus(below)));
}

/** The mean of non-empty values. */
export function meanOf(values: readonly number[]): Decimal {
  return sumOf(values).div(values.length);
}

/**
 * The variance: squared distances from the mean, summed and divided by the count (`population`) or one less (`sample`).
 * Undefined for a sample of one.
 */
export function varianceOf(values: readonly number[], of: 'sample' | 'population'): Decimal | undefined {
  const divisor = of === 'sample' ? values.length - 1 : values.length;
  if (divisor === 0) return undefined;
  const mean = meanOf(values);
  const squares = values.reduce((sum, value) => sum.plus(mean.minus(value).pow(2)), new Decimal(0));
  return squares.div(divisor);
}
