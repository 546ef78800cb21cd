import { defineOperation } from '../../operation/define-operation.ts';
import { list, number, object } from '../../operation/schema.ts';
import { sumOf, toNumber } from '../../values/decimal.ts';

/** Added as decimals: ten times 0.1 is 1. */
export const sum = defineOperation('list.sum', () => ({
  version: '1.0.0',
  summary: 'The sum of numbers; 0 when there are none.',
  arguments: object({ numbers: list(number()) }),
  result: number(),
  examples: [{ arguments: { numbers: [0.1, 0.2, -1] }, result: -0.7 }],
  run: ({ numbers }) => toNumber(sumOf(numbers), 'numbers'),
}));
