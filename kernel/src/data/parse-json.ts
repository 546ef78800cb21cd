import { type Either, left, right } from 'fp-ts/lib/Either.js';

/**
 * Parses JSON text from outside; decode the result with a codec before using it.
 * @returns or says where the text stops being JSON. The message never quotes the text, which may hold a secret.
 */
export function parseJson(text: string): Either<string, unknown> {
  try {
    return right(JSON.parse(text.startsWith('\uFEFF') ? text.slice(1) : text));
  } catch (error) {
    const place = error instanceof Error ? /\(line \d+ column \d+\)/.exec(error.message)?.[0] : undefined;
    return left(place === undefined ? 'is not valid JSON' : `is not valid JSON ${place}`);
  }
}
