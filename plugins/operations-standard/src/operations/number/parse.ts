import { defineOperation } from '../../operation/define-operation.ts';
import { fail, quoted } from '../../operation/fail.ts';
import { choice, number, object, text } from '../../operation/schema.ts';
import { Decimal, toNumber } from '../../values/decimal.ts';

/** Group separators may be spaces, apostrophes, and the one of point and comma that is not the decimal separator. */
export const parse = defineOperation('number.parse', () => ({
  version: '1.0.0',
  summary: 'Reads a number as people write it, with separators between thousands; a percent sign divides by 100.',
  arguments: object({ text: text(undefined, 200, 1) }, { decimal_separator: choice(['.', ','], 'Default point') }),
  result: number(),
  examples: [
    { arguments: { text: "1'234.50" }, result: 1234.5 },
    { arguments: { text: ' -1.234,5 ', decimal_separator: ',' }, result: -1234.5 },
    { arguments: { text: '12.5 %' }, result: 0.125 },
  ],
  run({ text, decimal_separator = '.' }) {
    const other = decimal_separator === '.' ? ',' : '.';
    const [, sign = '', body = '', percent] = /^\s*([+\-\u2212]?)\s*([^%]*?)\s*(%?)\s*$/.exec(text) ?? [];
    const [whole = '', fraction = '', ...more] = body.split(decimal_separator);
    const digits = whole.replaceAll(new RegExp(`(?<=\\d)['’ \\u00a0\\u202f${other}](?=\\d{3}(?!\\d))`, 'g'), '');
    if (more.length > 0 || !/^\d*$/.test(digits) || !/^\d*$/.test(fraction) || digits + fraction === '') {
      return fail('text', `is no number with decimal separator ${quoted(decimal_separator)}: ${quoted(text)}`);
    }
    const value = new Decimal(`${sign === '' || sign === '+' ? '' : '-'}${digits || '0'}.${fraction || '0'}`);
    return toNumber(percent === '%' ? value.div(100) : value, 'text');
  },
}));
