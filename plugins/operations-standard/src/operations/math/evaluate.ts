import { compileExpression } from '../../expression/evaluate-expression.ts';
import { defineOperation } from '../../operation/define-operation.ts';
import { integer, number, object, record, text } from '../../operation/schema.ts';
import { Decimal, toNumber, toText } from '../../values/decimal.ts';

/**
 * Arithmetic in the syntax of math.js, computed in decimals of 50 digits: 0.1 + 0.2 is 0.3. `value` is the nearest number,
 * `text` is rounded half-even to `digits` significant digits, without trailing zeros, and in powers of ten only from 1e21
 * and below 1e-7. A percentage after + or - is one of the left side (200 + 10% is 220), elsewhere it is hundredths.
 */
export const evaluate = defineOperation('math.evaluate', () => ({
  version: '1.0.0',
  summary: 'Evaluates an arithmetic expression with variables, percentages, parentheses, functions and conditions.',
  arguments: object(
    { expression: text('Such as "price * (1 + vat) - 5%", in the syntax of math.js', 2_000, 1) },
    {
      variables: record(number(), 'Numbers by the names that the expression uses', 200),
      digits: integer('Significant digits of the text (default 15)', 1, 40),
    },
  ),
  result: object({ value: number(), text: text(undefined, 64) }),
  examples: [
    { arguments: { expression: '0.1 + 0.2' }, result: { value: 0.3, text: '0.3' } },
    {
      arguments: { expression: 'price * quantity + 8%', variables: { price: 19.9, quantity: 3 } },
      result: { value: 64.476, text: '64.476' },
    },
    {
      arguments: { expression: 'a > 10 ? sqrt(2) : 0', variables: { a: 11 }, digits: 6 },
      result: { value: Math.SQRT2, text: '1.41421' },
    },
  ],
  run({ expression, variables = {}, digits = 15 }) {
    const values = new Map(Object.entries(variables).map(([name, value]) => [name, new Decimal(value)]));
    const result = compileExpression(expression, 'expression')(values);
    return { value: toNumber(result, 'expression'), text: toText(result, digits) };
  },
}));
