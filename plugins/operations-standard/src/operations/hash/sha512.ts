import { sha512 as digest } from '@noble/hashes/sha2.js';
import { bytesOf, encodingSchema } from '../../hashes/bytes-of.ts';
import { defineOperation } from '../../operation/define-operation.ts';
import { object, shaped, text } from '../../operation/schema.ts';

/** Twice as long as SHA-256. */
export const sha512 = defineOperation('hash.sha512', () => ({
  version: '1.0.0',
  summary: 'The SHA-512 of a text or of bytes (FIPS 180-4).',
  arguments: object({ text: text() }, { encoding: encodingSchema }),
  result: shaped('Lower-case hexadecimal', '^[0-9a-f]{128}$', 128),
  examples: [
    {
      arguments: { text: 'abc' },
      result:
        'ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f',
    },
  ],
  run: ({ text, encoding = 'utf8' }) => digest(bytesOf(text, encoding)).toHex(),
}));
