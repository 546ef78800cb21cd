import { bytesOf } from '../../hashes/bytes-of.ts';
import { defineOperation } from '../../operation/define-operation.ts';
import { object, text } from '../../operation/schema.ts';
import { utf8Decode } from '../../values/utf8.ts';

/** White space is ignored; padding is needed; the bytes must be UTF-8. */
export const base64 = defineOperation('decode.base64', () => ({
  version: '1.0.0',
  summary: 'Reads a text that is written in base64 (RFC 4648, section 4).',
  arguments: object({ text: text() }),
  result: text(undefined, 24_000_000),
  examples: [{ arguments: { text: 'WsO8cmljaD8=' }, result: 'Zürich?' }],
  run: ({ text }) => utf8Decode(bytesOf(text, 'base64'), 'text'),
}));
