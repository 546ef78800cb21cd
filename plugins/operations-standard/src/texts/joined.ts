import { fail } from '../operation/fail.ts';
import { MAX_TEXT } from '../operation/schema.ts';

/** @throws Error that names `argument` when the whole would be longer than a text may be. */
export function joined(parts: readonly string[], separator: string, argument: string): string {
  const separators = separator.length * Math.max(parts.length - 1, 0);
  if (parts.reduce((sum, part) => sum + part.length, separators) > MAX_TEXT) {
    fail(argument, `make a text of more than ${MAX_TEXT} characters`);
  }
  return parts.join(separator);
}
