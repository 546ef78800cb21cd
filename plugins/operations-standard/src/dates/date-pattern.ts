import { fail, quoted } from '../operation/fail.ts';
import { text } from '../operation/schema.ts';

const FIELDS = new Set([
  'yyyy',
  'yy',
  'MMMM',
  'MMM',
  'MM',
  'M',
  'dd',
  'd',
  'EEEE',
  'EEE',
  'HH',
  'H',
  'hh',
  'h',
  'mm',
  'm',
  'ss',
  's',
  'SSS',
  'a',
  'Q',
  'ww',
  'YYYY',
]);

/** Part of a pattern: a field, or text to stand as it is. */
export interface PatternPart {
  readonly field: boolean;
  readonly text: string;
}

/** Schema of a pattern. */
export const datePatternSchema = text(
  "Unicode date fields: yyyy yy MMMM MMM MM M dd d EEEE EEE HH H hh h mm m ss s SSS a Q, ISO week YYYY ww; 'quoted' text stands as it is",
  200,
  1,
);

/**
 * Splits a pattern of Unicode Technical Standard 35 into fields and text.
 * @throws Error that names the first letters that are no field.
 */
export function partsOf(pattern: string, argument: string): PatternPart[] {
  const parts: PatternPart[] = [];
  for (const [token] of pattern.matchAll(/'(?:[^']|'')*'|([A-Za-z])\1*|[^A-Za-z']+|'/g)) {
    if (token === "'") fail(argument, "opens a quote ' that nothing closes");
    if (token === "''") parts.push({ field: false, text: "'" });
    else if (token.startsWith("'")) parts.push({ field: false, text: token.slice(1, -1).replaceAll("''", "'") });
    else if (!/^[A-Za-z]/.test(token)) parts.push({ field: false, text: token });
    else if (FIELDS.has(token)) parts.push({ field: true, text: token });
    else fail(argument, `holds ${quoted(token)}, which is no date field; fields are ${[...FIELDS].join(' ')}`);
  }
  return parts;
}
