import { bytesOf } from '../../hashes/bytes-of.ts';
import { defineOperation } from '../../operation/define-operation.ts';
import { object, text } from '../../operation/schema.ts';
import { utf8Decode } from '../../values/utf8.ts';

/** Capital and small letters; the bytes must be UTF-8. */
export const hex = defineOperation('decode.hex', () => ({
  version: '1.0.0',
  summary: 'Reads a text whose bytes are written in hexadecimal.',
  arguments: object({ text: text() }),
  result: text(undefined, 24_000_000),
  examples: [{ arguments: { text: '41C3a9' }, result: 'Aé' }],
  run: ({ text }) => utf8Decode(bytesOf(text, 'hex'), 'text'),
}));
