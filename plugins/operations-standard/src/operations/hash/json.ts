import { sha256 } from '@noble/hashes/sha2.js';
import { defineOperation } from '../../operation/define-operation.ts';
import { any, object, shaped } from '../../operation/schema.ts';
import { canonicalText } from '../../values/canonical.ts';
import { utf8Encode } from '../../values/utf8.ts';

/** Equal values have equal hashes, whatever the order of their keys. */
export const json = defineOperation('hash.json', () => ({
  version: '1.0.0',
  summary: 'The SHA-256 of any value: of its canonical JSON (RFC 8785).',
  arguments: object({ value: any() }),
  result: shaped('Lower-case hexadecimal', '^[0-9a-f]{64}$', 64),
  examples: [{ arguments: { value: {} }, result: '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a' }],
  run: ({ value }) => sha256(utf8Encode(canonicalText(value))).toHex(),
}));
