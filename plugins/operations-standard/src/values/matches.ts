import type { Matcher } from 're2js';
import { anyOf, integer, list, nothing, object, text } from '../operation/schema.ts';
import { MAX_PATTERN_TEXT } from './pattern.ts';

/** Schema of one match. Positions count UTF-16 code units, as text.length does in JavaScript and Java. */
export const matchSchema = object({
  text: text(undefined, MAX_PATTERN_TEXT),
  start: integer(undefined, 0, MAX_PATTERN_TEXT),
  end: integer('Not included', 0, MAX_PATTERN_TEXT),
  groups: list(anyOf([text(undefined, MAX_PATTERN_TEXT), nothing]), 'What each parenthesis caught, or null', 1_000),
});

/** The match that a matcher stands on. */
export function matchOf(matcher: Matcher) {
  const groups = Array.from({ length: matcher.groupCount() }, (_, i) => matcher.group(i + 1) ?? null);
  return { text: matcher.group() ?? '', start: matcher.start(), end: matcher.end(), groups };
}
