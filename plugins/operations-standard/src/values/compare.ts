import type { Json } from '@kora/contracts';
import { fail, quoted } from '../operation/fail.ts';
import { canonicalText } from './canonical.ts';
import { isList, isObject } from './is-object.ts';

/** Negative, zero or positive, as for `Array.prototype.sort`. */
export type Compare<T> = (a: T, b: T) => number;

/** Code-unit order of texts, the same on every machine. */
export const compareText: Compare<string> = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

function rank(value: Json): number {
  if (value === null) return 0;
  if (typeof value === 'boolean') return 1;
  if (typeof value === 'number') return 2;
  if (typeof value === 'string') return 3;
  return isList(value) ? 4 : 5;
}

/**
 * A total order of JSON values: null, false, true, numbers, texts, lists, objects. Lists and objects are ordered by their
 * canonical JSON text.
 */
export function compareJson(a: Json, b: Json, texts: Compare<string> = compareText): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'string' && typeof b === 'string') return texts(a, b);
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b);
  const difference = rank(a) - rank(b);
  return difference !== 0 ? difference : compareText(canonicalText(a), canonicalText(b));
}

/** True when both are the same JSON value; the order of keys does not matter, 1 and 1.0 are the same number. */
export function sameJson(a: Json, b: Json): boolean {
  if (a === b) return true;
  return (isList(a) || isObject(a)) && rank(a) === rank(b) && canonicalText(a) === canonicalText(b);
}

/**
 * The order of texts in a language, or by code units when no locale is given.
 * @throws Error for a locale that is unknown: `Intl` would silently take the machine's own.
 */
export function textOrder(argument: string, locale: string | undefined): Compare<string> {
  if (locale === undefined) return compareText;
  let known: readonly string[];
  try {
    known = Intl.Collator.supportedLocalesOf(locale, { localeMatcher: 'lookup' });
  } catch {
    known = [];
  }
  if (known.length === 0)
    fail(argument, `is no known locale: ${quoted(locale)}; give a language tag such as en or de-CH`);
  const collator = new Intl.Collator(locale);
  // Texts that a language holds equal still need one fixed order.
  return (a, b) => collator.compare(a, b) || compareText(a, b);
}
