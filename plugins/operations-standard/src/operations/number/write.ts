import { defineOperation } from '../../operation/define-operation.ts';
import { fail, quoted } from '../../operation/fail.ts';
import { anyOf, choice, integer, number, object, text } from '../../operation/schema.ts';
import { GROUP_SEPARATORS, ROUNDED, written } from '../../texts/written-number.ts';
import { Decimal } from '../../values/decimal.ts';

function inForm(whole: string, form: 'plain' | 'bold' | 'equation'): string {
  if (form === 'plain') return whole;
  const isRounded = whole.startsWith(ROUNDED);
  const digits = isRounded ? whole.slice(ROUNDED.length) : whole;
  return `${isRounded ? ROUNDED : form === 'equation' ? '= ' : ''}**${digits}**`;
}

/** Whole numbers below 1e21 keep all their digits. A number that was rounded begins with ≈, so that nobody takes it for exact. */
export const write = defineOperation('number.write', () => ({
  version: '1.1.0',
  summary:
    'Writes a number for people: as many decimals as it has, up to a count of significant digits, ≈ when rounded.',
  arguments: object(
    { number: anyOf([number(), text('A decimal number, such as the text of math.evaluate', 500, 1)]) },
    {
      digits: integer('Most significant digits of a number with decimals (default 12)', 1, 40),
      group_separator: choice(GROUP_SEPARATORS, 'Between thousands (default comma)'),
      decimal_separator: choice(['.', ','], 'Default point'),
      form: choice(
        ['plain', 'bold', 'equation'],
        'bold is Markdown; equation is bold behind =, or behind ≈ when rounded (default plain)',
      ),
      one: text('Written behind the number when it is 1, such as row', 200),
      other: text('Written behind any other number, such as rows', 200),
    },
  ),
  result: text(undefined, 1_000),
  examples: [
    { arguments: { number: 1234567.25 }, result: '1,234,567.25' },
    { arguments: { number: '3.33333333333333333333333333333333', digits: 4 }, result: '≈ 3.333' },
    { arguments: { number: 98765.5, group_separator: "'", decimal_separator: ',' }, result: "98'765,5" },
    {
      arguments: { number: 7.767139902966675, digits: 7, form: 'equation', other: 'miles' },
      result: '≈ **7.76714** miles',
    },
    { arguments: { number: 1, form: 'bold', one: 'row', other: 'rows' }, result: '**1** row' },
  ],
  run({ number, digits = 12, group_separator = ',', decimal_separator = '.', form = 'plain', one, other }) {
    if (typeof number === 'string' && !/^-?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i.test(number)) {
      fail('number', `is no decimal number: ${quoted(number)}`);
    }
    const value = new Decimal(number);
    const noun = value.eq(1) ? (one ?? other) : other;
    const whole = written(value, digits, group_separator, decimal_separator);
    return `${inForm(whole, form)}${noun === undefined ? '' : ` ${noun}`}`;
  },
}));
