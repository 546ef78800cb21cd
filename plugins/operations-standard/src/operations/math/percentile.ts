import { defineOperation } from '../../operation/define-operation.ts';
import { fail } from '../../operation/fail.ts';
import { list, MAX_ITEMS, number, object } from '../../operation/schema.ts';
import { toNumber } from '../../values/decimal.ts';
import { ascending, percentileOf } from '../../values/statistics.ts';

/** Interpolates linearly between the closest ranks, as spreadsheets do. */
export const percentile = defineOperation('math.percentile', () => ({
  version: '1.0.0',
  summary: 'The value below which a given percentage of the numbers lies.',
  arguments: object({ values: list(number(), 'At least one number', MAX_ITEMS, 1), percent: number('0 to 100') }),
  result: number(),
  examples: [{ arguments: { values: [10, 20, 30, 40, 50], percent: 90 }, result: 46 }],
  run({ values, percent }) {
    if (percent < 0 || percent > 100) fail('percent', `must be from 0 to 100, not ${percent}`);
    return toNumber(percentileOf(ascending(values), percent), 'values');
  },
}));
