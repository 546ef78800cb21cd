import { sha1 as digest } from '@noble/hashes/legacy.js';
import { bytesOf, encodingSchema } from '../../hashes/bytes-of.ts';
import { defineOperation } from '../../operation/define-operation.ts';
import { object, shaped, text } from '../../operation/schema.ts';

/** For existing sums only. */
export const sha1 = defineOperation('hash.sha1', () => ({
  version: '1.0.0',
  summary: 'The SHA-1 of a text or of bytes, for comparing with existing sums; it is broken as a protection.',
  arguments: object({ text: text() }, { encoding: encodingSchema }),
  result: shaped('Lower-case hexadecimal', '^[0-9a-f]{40}$', 40),
  examples: [{ arguments: { text: 'abc' }, result: 'a9993e364706816aba3e25717850c26c9cd0d89d' }],
  run: ({ text, encoding = 'utf8' }) => digest(bytesOf(text, encoding)).toHex(),
}));
