import { type Matcher, RE2JS } from 're2js';
import { fail, quoted, reasonOf } from '../operation/fail.ts';
import { shaped, text } from '../operation/schema.ts';

/** Longest text that patterns run over: one match takes time linear in it. */
export const MAX_PATTERN_TEXT = 1_000_000;
/** Most matches that one call gives. */
export const MAX_MATCHES = 10_000;

/** Schema of a pattern. */
export const patternSchema = text('Regular expression in RE2 syntax: no back-references, no look-around', 1_000, 1);
/** Schema of the switches of a pattern. */
export const flagsSchema = shaped(
  'Any of i (ignore case), m (^ and $ match at line ends), s (. matches line ends); default none',
  '^[ims]{0,3}$',
  3,
);

/**
 * A pattern over a text on the linear-time engine RE2.
 * @throws Error that names `pattern` when it is no RE2 pattern.
 */
export function matcherOf(pattern: string, flags: string | undefined, over: string): Matcher {
  const switches =
    (flags?.includes('i') ? RE2JS.CASE_INSENSITIVE : 0) |
    (flags?.includes('m') ? RE2JS.MULTILINE : 0) |
    (flags?.includes('s') ? RE2JS.DOTALL : 0);
  try {
    return RE2JS.compile(pattern, switches).matcher(over);
  } catch (error) {
    return fail('pattern', `${quoted(pattern)} is no regular expression in RE2 syntax: ${reasonOf(error)}`);
  }
}
