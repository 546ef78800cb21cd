import { fail } from '../operation/fail.ts';
import { choice } from '../operation/schema.ts';
import { utf8Encode } from '../values/utf8.ts';

/** Schema of how a text stands for bytes. */
export const encodingSchema = choice(['utf8', 'hex', 'base64'], 'How text stands for bytes (default utf8)');

/** @throws Error that names `text` when it is not in the encoding. */
export function bytesOf(text: string, encoding: 'utf8' | 'hex' | 'base64'): Uint8Array {
  if (encoding === 'utf8') return utf8Encode(text);
  try {
    return encoding === 'hex' ? Uint8Array.fromHex(text) : Uint8Array.fromBase64(text, { lastChunkHandling: 'strict' });
  } catch {
    return fail('text', `is not in ${encoding === 'hex' ? 'hexadecimal: pairs of 0-9 a-f' : 'base64 (RFC 4648)'}`);
  }
}
