import { defineOperation } from '../../operation/define-operation.ts';
import { boolean, choice, integer, number, object, text } from '../../operation/schema.ts';
import { Decimal } from '../../values/decimal.ts';

/** Rounds ties away from zero, as people expect of prices. Independent of any locale. */
export const format = defineOperation('number.format', () => ({
  version: '1.0.0',
  summary: 'Writes a number with a fixed count of decimals and separators of your choice.',
  arguments: object(
    { value: number() },
    {
      decimals: integer('Places after the point (default 2)', 0, 30),
      group_separator: choice(['', ',', '.', ' ', "'", '’', '\u00a0', '\u202f'], 'Between thousands (default comma)'),
      decimal_separator: choice(['.', ','], 'Default point'),
      sign: boolean('Write + before positive numbers (default false)'),
    },
  ),
  result: text(undefined, 1_000),
  examples: [
    { arguments: { value: 1234567.885 }, result: '1,234,567.89' },
    { arguments: { value: -0.5, decimals: 0, sign: true }, result: '-1' },
    { arguments: { value: 98765.4, decimals: 1, group_separator: "'", decimal_separator: ',' }, result: "98'765,4" },
  ],
  run({ value, decimals = 2, group_separator = ',', decimal_separator = '.', sign = false }) {
    const rounded = new Decimal(value).toDecimalPlaces(decimals, Decimal.ROUND_HALF_UP);
    const [whole = '', fraction] = rounded.abs().toFixed(decimals).split('.');
    const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, group_separator);
    const prefix = rounded.isZero() ? '' : rounded.isNegative() ? '-' : sign ? '+' : '';
    return prefix + grouped + (fraction === undefined ? '' : decimal_separator + fraction);
  },
}));
