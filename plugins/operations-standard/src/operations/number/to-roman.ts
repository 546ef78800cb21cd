import { defineOperation } from '../../operation/define-operation.ts';
import { integer, object, text } from '../../operation/schema.ts';
import { toRomanNumeral } from '../../values/roman.ts';

/** Larger numbers have no standard form. */
export const toRoman = defineOperation('number.to_roman', () => ({
  version: '1.0.0',
  summary: 'Writes a whole number from 1 to 3999 in Roman numerals.',
  arguments: object({ value: integer(undefined, 1, 3_999) }),
  result: text(undefined, 15, 1),
  examples: [{ arguments: { value: 1994 }, result: 'MCMXCIV' }],
  run: ({ value }) => toRomanNumeral(value),
}));
