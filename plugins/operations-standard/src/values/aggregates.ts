import type { Json } from '@kora/contracts';
import { choice } from '../operation/schema.ts';
import { canonicalText } from './canonical.ts';
import { compareJson } from './compare.ts';
import { requireNumber, sumOf, toNumber } from './decimal.ts';
import { ascending, meanOf, percentileOf, varianceOf } from './statistics.ts';

export const AGGREGATES = [
  'count',
  'count_distinct',
  'sum',
  'mean',
  'median',
  'min',
  'max',
  'standard_deviation',
  'population_standard_deviation',
  'variance',
  'population_variance',
  'first',
  'last',
  'list',
] as const;
export type Aggregate = (typeof AGGREGATES)[number];

/** Schema of an aggregate's name. */
export const aggregateSchema = choice(
  AGGREGATES,
  'Nulls are left out by all of them; sum of nothing is 0, the others of nothing are null; standard_deviation and variance are of a sample',
);

/**
 * Aggregates the cells of one column.
 * @throws Error that names `argument` when an arithmetic aggregate meets something that is no number.
 */
export function aggregate(name: Aggregate, cells: readonly Json[], argument: string): Json {
  const values = cells.filter((value) => value !== null);
  const numbers = () => values.map((value) => requireNumber(value, argument));
  switch (name) {
    case 'count':
      return values.length;
    case 'count_distinct':
      return new Set(values.map(canonicalText)).size;
    case 'list':
      return values;
    case 'sum':
      return toNumber(sumOf(numbers()), argument);
    default:
      if (values.length === 0) return null;
  }
  switch (name) {
    case 'mean':
      return toNumber(meanOf(numbers()), argument);
    case 'median':
      return toNumber(percentileOf(ascending(numbers()), 50), argument);
    case 'standard_deviation':
    case 'population_standard_deviation':
    case 'variance':
    case 'population_variance': {
      const variance = varianceOf(numbers(), name.startsWith('population') ? 'population' : 'sample');
      if (variance === undefined) return null;
      return toNumber(name.endsWith('deviation') ? variance.sqrt() : variance, argument);
    }
    case 'min':
      return values.reduce((least, value) => (compareJson(value, least) < 0 ? value : least));
    case 'max':
      return values.reduce((most, value) => (compareJson(value, most) > 0 ? value : most));
    case 'first':
      return values[0] ?? null;
    default:
      return values.at(-1) ?? null;
  }
}
