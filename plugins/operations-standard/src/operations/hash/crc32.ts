import { bytesOf, encodingSchema } from '../../hashes/bytes-of.ts';
import { crc32 as checksum } from '../../hashes/crc32.ts';
import { defineOperation } from '../../operation/define-operation.ts';
import { object, shaped, text } from '../../operation/schema.ts';

/** Finds accidents, not intent. */
export const crc32 = defineOperation('hash.crc32', () => ({
  version: '1.0.0',
  summary: 'The CRC-32 of a text or of bytes, as in zip and gzip.',
  arguments: object({ text: text() }, { encoding: encodingSchema }),
  result: shaped('Lower-case hexadecimal', '^[0-9a-f]{8}$', 8),
  examples: [{ arguments: { text: 'abc' }, result: '352441c2' }],
  run: ({ text, encoding = 'utf8' }) => checksum(bytesOf(text, encoding)).toString(16).padStart(8, '0'),
}));
