import { md5 as digest } from '@noble/hashes/legacy.js';
import { bytesOf, encodingSchema } from '../../hashes/bytes-of.ts';
import { defineOperation } from '../../operation/define-operation.ts';
import { object, shaped, text } from '../../operation/schema.ts';

/** For existing sums only. */
export const md5 = defineOperation('hash.md5', () => ({
  version: '1.0.0',
  summary: 'The MD5 of a text or of bytes, for comparing with existing sums; it is broken as a protection.',
  arguments: object({ text: text() }, { encoding: encodingSchema }),
  result: shaped('Lower-case hexadecimal', '^[0-9a-f]{32}$', 32),
  examples: [{ arguments: { text: 'abc' }, result: '900150983cd24fb0d6963f7d28e17f72' }],
  run: ({ text, encoding = 'utf8' }) => digest(bytesOf(text, encoding)).toHex(),
}));
