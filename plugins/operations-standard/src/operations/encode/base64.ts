import { defineOperation } from '../../operation/define-operation.ts';
import { object, text } from '../../operation/schema.ts';
import { utf8Encode } from '../../values/utf8.ts';

/** Of the UTF-8 bytes of the text. */
export const base64 = defineOperation('encode.base64', () => ({
  version: '1.0.0',
  summary: 'Writes a text in base64 (RFC 4648, section 4), with padding.',
  arguments: object({ text: text() }),
  result: text(undefined, 24_000_000),
  examples: [{ arguments: { text: 'Zürich?' }, result: 'WsO8cmljaD8=' }],
  run: ({ text }) => utf8Encode(text).toBase64(),
}));
