import { defineOperation } from '../../operation/define-operation.ts';
import { object, text } from '../../operation/schema.ts';
import { utf8Encode } from '../../values/utf8.ts';

/** Of the UTF-8 bytes of the text, two lower-case digits each. */
export const hex = defineOperation('encode.hex', () => ({
  version: '1.0.0',
  summary: 'Writes the bytes of a text in hexadecimal.',
  arguments: object({ text: text() }),
  result: text(undefined, 24_000_000),
  examples: [{ arguments: { text: 'Aé' }, result: '41c3a9' }],
  run: ({ text }) => utf8Encode(text).toHex(),
}));
