import { defineOperation } from '../../operation/define-operation.ts';
import { anyOf, choice, integer, list, MAX_ITEMS, nothing, number, object } from '../../operation/schema.ts';
import { type Decimal, sumOf, toNumber } from '../../values/decimal.ts';
import { ascending, meanOf, percentileOf, varianceOf } from '../../values/statistics.ts';

const optional = anyOf([number(), nothing]);

/** Summarises numbers. Quartiles interpolate linearly between the closest ranks, as spreadsheets do. */
export const statistics = defineOperation('math.statistics', () => ({
  version: '1.0.0',
  summary: 'Count, sum, mean, median, quartiles, minimum, maximum, variance and standard deviation of numbers.',
  arguments: object(
    { values: list(number(), 'At least one number', MAX_ITEMS, 1) },
    { deviation: choice(['sample', 'population'], 'Whether variance divides by n - 1 (sample, default) or by n') },
  ),
  result: object({
    count: integer(undefined, 1, MAX_ITEMS),
    sum: number(),
    mean: number(),
    min: number(),
    quartile_1: number(),
    median: number(),
    quartile_3: number(),
    max: number(),
    range: number(),
    variance: optional,
    standard_deviation: optional,
  }),
  examples: [
    {
      arguments: { values: [2, 4, 4, 4, 5, 5, 7, 9], deviation: 'population' },
      result: {
        count: 8,
        sum: 40,
        mean: 5,
        min: 2,
        quartile_1: 4,
        median: 4.5,
        quartile_3: 5.5,
        max: 9,
        range: 7,
        variance: 4,
        standard_deviation: 2,
      },
    },
  ],
  run({ values, deviation = 'sample' }) {
    const sorted = ascending(values);
    const finite = (value: Decimal) => toNumber(value, 'values');
    const [min, max] = [percentileOf(sorted, 0), percentileOf(sorted, 100)];
    const variance = varianceOf(values, deviation);
    return {
      count: values.length,
      sum: finite(sumOf(values)),
      mean: finite(meanOf(values)),
      min: finite(min),
      quartile_1: finite(percentileOf(sorted, 25)),
      median: finite(percentileOf(sorted, 50)),
      quartile_3: finite(percentileOf(sorted, 75)),
      max: finite(max),
      range: finite(max.minus(min)),
      variance: variance === undefined ? null : finite(variance),
      standard_deviation: variance === undefined ? null : finite(variance.sqrt()),
    };
  },
}));
