import { defineOperation } from '../../operation/define-operation.ts';
import { list, MAX_ITEMS, number, object } from '../../operation/schema.ts';
import { toNumber } from '../../values/decimal.ts';
import { meanOf } from '../../values/statistics.ts';

/** Computed in decimals and rounded once, at the end. */
export const mean = defineOperation('list.mean', () => ({
  version: '1.0.0',
  summary: 'The arithmetic mean of numbers.',
  arguments: object({ numbers: list(number(), 'At least one', MAX_ITEMS, 1) }),
  result: number(),
  examples: [{ arguments: { numbers: [0.1, 0.2, 0.3] }, result: 0.2 }],
  run: ({ numbers }) => toNumber(meanOf(numbers), 'numbers'),
}));
