import { defineOperation } from '../../operation/define-operation.ts';
import { fail, quoted } from '../../operation/fail.ts';
import { integer, object, text } from '../../operation/schema.ts';
import { fromRomanNumeral } from '../../values/roman.ts';

/** Only the standard form is taken: IV, not IIII. */
export const fromRoman = defineOperation('number.from_roman', () => ({
  version: '1.0.0',
  summary: 'Reads a Roman numeral from I to MMMCMXCIX.',
  arguments: object({ text: text('In capital or small letters', 15, 1) }),
  result: integer(undefined, 1, 3_999),
  examples: [{ arguments: { text: 'mcmxciv' }, result: 1994 }],
  run({ text }) {
    return (
      fromRomanNumeral(text.toUpperCase()) ?? fail('text', `is no Roman numeral in standard form: ${quoted(text)}`)
    );
  },
}));
