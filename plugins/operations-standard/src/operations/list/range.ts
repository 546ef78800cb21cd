import { defineOperation } from '../../operation/define-operation.ts';
import { fail } from '../../operation/fail.ts';
import { list, number, object } from '../../operation/schema.ts';
import { Decimal, toNumber } from '../../values/decimal.ts';

const MAX_NUMBERS = 100_000;

/** Counted in decimals, so 0 to 0.3 by 0.1 ends with 0.3. */
export const range = defineOperation('list.range', () => ({
  version: '1.0.0',
  summary: 'The numbers from one to another in equal steps; the end is included when a step meets it.',
  arguments: object({ start: number(), end: number() }, { step: number('Not 0; negative counts down (default 1)') }),
  result: list(number(), undefined, MAX_NUMBERS),
  examples: [
    { arguments: { start: 0, end: 0.3, step: 0.1 }, result: [0, 0.1, 0.2, 0.3] },
    { arguments: { start: 3, end: 1, step: -1 }, result: [3, 2, 1] },
  ],
  run({ start, end, step = 1 }) {
    if (step === 0) fail('step', 'must not be 0');
    const steps = new Decimal(end).minus(start).div(step).floor();
    if (steps.gte(MAX_NUMBERS)) fail('step', `makes more than ${MAX_NUMBERS} numbers; take a larger one`);
    const count = steps.isNegative() && !steps.isZero() ? 0 : steps.toNumber() + 1;
    return Array.from({ length: count }, (_, i) => toNumber(new Decimal(step).times(i).plus(start), 'end'));
  },
}));
