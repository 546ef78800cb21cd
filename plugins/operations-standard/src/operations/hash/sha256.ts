import { sha256 as digest } from '@noble/hashes/sha2.js';
import { bytesOf, encodingSchema } from '../../hashes/bytes-of.ts';
import { defineOperation } from '../../operation/define-operation.ts';
import { object, shaped, text } from '../../operation/schema.ts';

/** The hash to choose when there is a choice. */
export const sha256 = defineOperation('hash.sha256', () => ({
  version: '1.0.0',
  summary: 'The SHA-256 of a text or of bytes (FIPS 180-4).',
  arguments: object({ text: text() }, { encoding: encodingSchema }),
  result: shaped('Lower-case hexadecimal', '^[0-9a-f]{64}$', 64),
  examples: [
    { arguments: { text: 'abc' }, result: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad' },
  ],
  run: ({ text, encoding = 'utf8' }) => digest(bytesOf(text, encoding)).toHex(),
}));
