import type { Issue } from '@kora/contracts';
import { type Either, left, right } from 'fp-ts/lib/Either.js';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Parses UTF-8 JSON that came from outside; what it holds must still be decoded. */
export function parseJsonBytes(bytes: Uint8Array): Either<readonly Issue[], unknown> {
  try {
    return right(JSON.parse(utf8.decode(bytes)));
  } catch {
    // The parser's own message quotes the text, which may be a secret.
    return left([{ path: '', code: 'BAD_FORMAT', message: 'must be JSON in UTF-8' }]);
  }
}
