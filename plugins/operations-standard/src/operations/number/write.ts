import { defineOperation } from '../../operation/define-operation.ts';
import { fail, quoted } from '../../operation/fail.ts';
import { anyOf, choice, integer, number, object, text } from '../../operation/schema.ts';
import { GROUP_SEPARATORS, written } from '../../texts/written-number.ts';
import { Decimal } from '../../values/decimal.ts';

/** Whole numbers below 1e21 keep all their digits. A number that was rounded begins with ≈, so that nobody takes it for exact. */
export const write = defineOperation('number.write', () => ({
  version: '1.0.0',
  summary:
    'Writes a number for people: as many decimals as it has, up to a count of significant digits, ≈ when rounded.',
  arguments: object(
    { number: anyOf([number(), text('A decimal number, such as the text of math.evaluate', 500, 1)]) },
    {
      digits: integer('Most significant digits of a number with decimals (default 12)', 1, 40),
      group_separator: choice(GROUP_SEPARATORS, 'Between thousands (default comma)'),
      decimal_separator: choice(['.', ','], 'Default point'),
    },
  ),
  result: text(undefined, 600),
  examples: [
    { arguments: { number: 1234567.25 }, result: '1,234,567.25' },
    { arguments: { number: '3.33333333333333333333333333333333', digits: 4 }, result: '≈ 3.333' },
    { arguments: { number: 98765.5, group_separator: "'", decimal_separator: ',' }, result: "98'765,5" },
  ],
  run({ number, digits = 12, group_separator = ',', decimal_separator = '.' }) {
    if (typeof number === 'string' && !/^-?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i.test(number)) {
      fail('number', `is no decimal number: ${quoted(number)}`);
    }
    return written(new Decimal(number), digits, group_separator, decimal_separator);
  },
}));
