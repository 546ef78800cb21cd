import type { Json } from '@kora/contracts';
import { choice } from '../operation/schema.ts';
import { compareJson, sameJson } from './compare.ts';
import { isList } from './is-object.ts';

export const TESTS = [
  'equals',
  'not_equals',
  'less',
  'less_or_equal',
  'greater',
  'greater_or_equal',
  'in',
  'not_in',
  'contains',
  'not_contains',
  'starts_with',
  'ends_with',
  'is_null',
  'not_null',
] as const;
export type Test = (typeof TESTS)[number];

/** Schema of a test between two values. */
export const testSchema = choice(
  TESTS,
  'Order is between two numbers or two texts (by code units) and false otherwise; in and not_in want a list on the right',
);

/** Ordered only when both are numbers or both texts: anything else is neither less nor greater. */
function order(a: Json, b: Json): number {
  const comparable =
    (typeof a === 'number' && typeof b === 'number') || (typeof a === 'string' && typeof b === 'string');
  return comparable ? compareJson(a, b) : Number.NaN;
}

function contains(whole: Json, part: Json): boolean {
  if (isList(whole)) return whole.some((item) => sameJson(item, part));
  return typeof whole === 'string' && typeof part === 'string' && whole.includes(part);
}

const texts = (a: Json, b: Json, test: (a: string, b: string) => boolean) =>
  typeof a === 'string' && typeof b === 'string' && test(a, b);

const PREDICATES: Readonly<Record<Test, (left: Json, right: Json) => boolean>> = {
  equals: sameJson,
  not_equals: (a, b) => !sameJson(a, b),
  less: (a, b) => order(a, b) < 0,
  less_or_equal: (a, b) => order(a, b) <= 0,
  greater: (a, b) => order(a, b) > 0,
  greater_or_equal: (a, b) => order(a, b) >= 0,
  in: (a, b) => isList(b) && contains(b, a),
  not_in: (a, b) => isList(b) && !contains(b, a),
  contains,
  not_contains: (a, b) => !contains(a, b),
  starts_with: (a, b) => texts(a, b, (whole, part) => whole.startsWith(part)),
  ends_with: (a, b) => texts(a, b, (whole, part) => whole.endsWith(part)),
  is_null: (a) => a === null,
  not_null: (a) => a !== null,
};

/** Whether a test holds between two values. Never an error: a test between kinds that it does not fit is false. */
export function holds(left: Json, test: Test, right: Json): boolean {
  return PREDICATES[test](left, right);
}
