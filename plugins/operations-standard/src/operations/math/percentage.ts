import { defineOperation } from '../../operation/define-operation.ts';
import { fail } from '../../operation/fail.ts';
import { choice, number, object } from '../../operation/schema.ts';
import { Decimal, toNumber } from '../../values/decimal.ts';

/** The three questions that people ask about percentages; which one is stated by `kind`. */
export const percentage = defineOperation('math.percentage', () => ({
  version: '1.0.0',
  summary: 'Answers "what is a % of b", "a is what % of b", or "from a to b is a change of what %".',
  arguments: object({
    kind: choice(['a_percent_of_b', 'a_as_percent_of_b', 'change_from_a_to_b'], 'Which question'),
    a: number(),
    b: number(),
  }),
  result: number(),
  examples: [
    { arguments: { kind: 'a_percent_of_b', a: 15, b: 80 }, result: 12 },
    { arguments: { kind: 'a_as_percent_of_b', a: 30, b: 120 }, result: 25 },
    { arguments: { kind: 'change_from_a_to_b', a: 80, b: 100 }, result: 25 },
  ],
  run({ kind, a, b }) {
    const [x, y] = [new Decimal(a), new Decimal(b)];
    switch (kind) {
      case 'a_percent_of_b':
        return toNumber(x.times(y).div(100), 'a');
      case 'a_as_percent_of_b':
        return y.isZero() ? fail('b', 'must not be 0: nothing is a share of it') : toNumber(x.times(100).div(y), 'a');
      default:
        if (x.isZero()) return fail('a', 'must not be 0: a change from it has no percentage');
        return toNumber(y.minus(x).times(100).div(x.abs()), 'b');
    }
  },
}));
