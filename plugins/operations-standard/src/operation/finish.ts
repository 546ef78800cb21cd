import { fail } from './fail.ts';
import { MAX_TEXT } from './schema.ts';

/** Nesting that the contract allows in any JSON value (`MAX_JSON_DEPTH` of the contracts, which this script cannot import). */
const MAX_DEPTH = 64;

function check(value: unknown, depth: number): void {
  if (depth > MAX_DEPTH) fail('result', `is nested more than ${MAX_DEPTH} levels deep`);
  switch (typeof value) {
    case 'boolean':
      return;
    case 'number':
      if (!Number.isFinite(value)) fail('result', `is ${value}: the arguments lead outside the range of numbers`);
      return;
    case 'string':
      if (value.length > 4 * MAX_TEXT) fail('result', `holds a text of more than ${4 * MAX_TEXT} characters`);
      if (!value.isWellFormed()) fail('result', 'holds half of a surrogate pair, which is no Unicode text');
      return;
    case 'object': {
      if (value === null) return;
      if (Array.isArray(value)) {
        for (const item of value) check(item, depth + 1);
        return;
      }
      for (const [key, item] of Object.entries(value)) {
        if (key === '__proto__') fail('result', 'would hold a key named __proto__, which is not allowed in data');
        if (!key.isWellFormed()) fail('result', 'holds a key with half of a surrogate pair');
        check(item, depth + 1);
      }
      return;
    }
    default:
      fail('result', `is no JSON value but a ${typeof value}`);
  }
}

/**
 * Holds a result against what the contract calls JSON: finite numbers, well-formed text, at most 64 levels, no `__proto__`.
 * Negative zero needs no treatment inside: JSON text has none; a bare one becomes 0 here.
 * @throws Error that starts with `result`.
 */
export function finish(value: unknown): unknown {
  check(value, 0);
  return Object.is(value, -0) ? 0 : value;
}
