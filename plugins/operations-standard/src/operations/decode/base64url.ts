import { defineOperation } from '../../operation/define-operation.ts';
import { fail } from '../../operation/fail.ts';
import { object, text } from '../../operation/schema.ts';
import { utf8Decode } from '../../values/utf8.ts';

function bytesOf(text: string): Uint8Array {
  try {
    return Uint8Array.fromBase64(text.replaceAll('=', ''), { alphabet: 'base64url' });
  } catch {
    return fail('text', 'is not in base64url (RFC 4648, section 5)');
  }
}

/** With or without padding; the bytes must be UTF-8. */
export const base64url = defineOperation('decode.base64url', () => ({
  version: '1.0.0',
  summary: 'Reads a text that is written in base64url (RFC 4648, section 5).',
  arguments: object({ text: text() }),
  result: text(),
  examples: [{ arguments: { text: 'WsO8cmljaD8' }, result: 'Zürich?' }],
  run: ({ text }) => utf8Decode(bytesOf(text), 'text'),
}));
