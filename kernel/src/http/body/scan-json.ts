import type { Issue } from '@kora/contracts';
import { MAX_BODY_DEPTH, MAX_BODY_VALUES } from '../limits.ts';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;

/** Index of the quote that closes the string beginning at `start`, or the end of the text. */
function endOfString(text: Uint8Array, start: number): number {
  for (let i = start + 1; i < text.length; i++) {
    const byte = text[i];
    if (byte === QUOTE) return i;
    if (byte === BACKSLASH) i++;
  }
  return text.length;
}

/**
 * Looks at the shape of JSON text before a parser builds anything from it: how deep it nests and how many values it holds.
 * One pass without recursion that stops at the first excess; the text need not be valid. UTF-8 bytes in, because no byte of
 * a longer sequence looks like punctuation.
 */
export function scanJson(text: Uint8Array): Issue | null {
  let depth = 0;
  let values = 1;
  for (let i = 0; i < text.length; i++) {
    const byte = text[i] ?? 0;
    if (byte === QUOTE) i = endOfString(text, i);
    else if (byte === COMMA) values++;
    // "[" is 0x5b, "{" is 0x7b, and their closing partners are two further on.
    else if ((byte | 0x20) === 0x7b) {
      depth++;
      values++;
    } else if ((byte | 0x20) === 0x7d) depth--;
    if (depth > MAX_BODY_DEPTH) {
      return { path: '', code: 'TOO_DEEP', message: `is nested more than ${MAX_BODY_DEPTH} levels deep at byte ${i}` };
    }
    if (values > MAX_BODY_VALUES) {
      return { path: '', code: 'TOO_LARGE', message: `holds more than ${MAX_BODY_VALUES} values` };
    }
  }
  return null;
}
