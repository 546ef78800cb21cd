import type { Json } from '../codec/json.ts';

/**
 * Finds the value that a JSON pointer (RFC 6901) names.
 * @returns the value, or undefined when there is none. Only own members are looked at, so "__proto__" finds nothing.
 */
export function resolvePointer(value: Json, pointer: string): Json | undefined {
  if (pointer === '') return value;
  let current: Json | undefined = value;
  for (const segment of pointer.slice(1).split('/')) {
    const key = segment.includes('~') ? segment.replaceAll('~1', '/').replaceAll('~0', '~') : segment;
    if (Array.isArray(current)) {
      if (!/^(0|[1-9]\d*)$/.test(key)) return undefined;
      current = (current as readonly Json[])[Number(key)];
    } else if (typeof current === 'object' && current !== null) {
      current = Object.hasOwn(current, key) ? (current as { readonly [name: string]: Json })[key] : undefined;
    } else {
      return undefined;
    }
    if (current === undefined) return undefined;
  }
  return current;
}
