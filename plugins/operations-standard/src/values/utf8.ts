import { fail } from '../operation/fail.ts';

// The realm has no TextEncoder. Decoding goes through decodeURIComponent, which ECMAScript defines in terms of UTF-8.

/** The UTF-8 bytes of a text. Half a surrogate pair becomes U+FFFD, as in the Encoding Standard. */
export function utf8Encode(text: string): Uint8Array {
  const source = text.toWellFormed();
  const bytes = new Uint8Array(source.length * 3);
  let end = 0;
  for (let i = 0; i < source.length; i++) {
    const point = source.codePointAt(i) ?? 0;
    if (point < 0x80) bytes[end++] = point;
    else if (point < 0x800) {
      bytes[end++] = 0xc0 | (point >> 6);
      bytes[end++] = 0x80 | (point & 63);
    } else if (point < 0x10000) {
      bytes[end++] = 0xe0 | (point >> 12);
      bytes[end++] = 0x80 | ((point >> 6) & 63);
      bytes[end++] = 0x80 | (point & 63);
    } else {
      i++;
      bytes[end++] = 0xf0 | (point >> 18);
      bytes[end++] = 0x80 | ((point >> 12) & 63);
      bytes[end++] = 0x80 | ((point >> 6) & 63);
      bytes[end++] = 0x80 | (point & 63);
    }
  }
  return bytes.slice(0, end);
}

/**
 * The text that UTF-8 bytes stand for.
 * @throws Error that names `argument` when the bytes are not valid UTF-8.
 */
export function utf8Decode(bytes: Uint8Array, argument: string): string {
  const pieces: string[] = [];
  const step = 8_192;
  let start = 0;
  while (start < bytes.length) {
    let end = Math.min(start + step, bytes.length);
    // A piece must not end inside a character, so move back to the byte that begins one.
    while (end < bytes.length && end > start && ((bytes[end] ?? 0) & 0xc0) === 0x80) end--;
    if (end === start) end = Math.min(start + step, bytes.length);
    pieces.push(decodePiece(bytes.subarray(start, end), argument));
    start = end;
  }
  return pieces.join('');
}

function decodePiece(bytes: Uint8Array, argument: string): string {
  try {
    return decodeURIComponent(bytes.toHex().replaceAll(/../g, '%$&'));
  } catch {
    return fail(argument, 'does not decode to UTF-8 text');
  }
}
