import type { Json } from '@kora/contracts';
import { shaped } from '../operation/schema.ts';
import { isList, isObject } from './is-object.ts';

/** Schema of a JSON pointer (RFC 6901). */
export const pointerSchema = (description: string) => shaped(description, '^(/([^~/]|~[01])*)*$', 4_096);

/** The reference tokens of a JSON pointer, decoded. */
export function tokensOf(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** A key or index as one token of a JSON pointer. */
export function escapeToken(token: string | number): string {
  return String(token).replaceAll('~', '~0').replaceAll('/', '~1');
}

/** The position that a token means in a list of this length, or undefined when it is no such position. */
export function indexOf(token: string, length: number): number | undefined {
  if (!/^(0|[1-9]\d{0,8})$/.test(token)) return undefined;
  const index = Number(token);
  return index < length ? index : undefined;
}

/** The value that a JSON pointer names, or undefined when there is none. Only own properties count. */
export function valueAt(value: Json, pointer: string): Json | undefined {
  let current: Json | undefined = value;
  for (const token of tokensOf(pointer)) {
    if (isList(current)) {
      const index = indexOf(token, current.length);
      current = index === undefined ? undefined : current[index];
    } else if (isObject(current)) current = Object.hasOwn(current, token) ? current[token] : undefined;
    else return undefined;
  }
  return current;
}
