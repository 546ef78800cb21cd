import { hash } from 'node:crypto';
import type { Json, JsonObject } from './json.ts';

/**
 * Canonical JSON (RFC 8785): keys sorted by UTF-16 code unit, no white space, numbers and strings as ECMAScript prints them.
 * Own code because it runs for every task's input and output: the `canonicalize` package takes ten times as long and serves
 * as the oracle of this one's tests.
 * Typed objects that consist of JSON values are welcome; members that are undefined are left out.
 * @throws RangeError for a value that is nested too deeply for the stack; decoded values never are.
 */
export function canonicalJson(value: Json | object): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) {
    let text = '[';
    for (let i = 0; i < value.length; i++) text += (i === 0 ? '' : ',') + canonicalJson(value[i]);
    return `${text}]`;
  }
  const object = value as JsonObject;
  const keys = Object.keys(object).sort();
  let text = '{';
  let separator = '';
  for (const key of keys) {
    const member = object[key];
    // Optional fields may be present and undefined in memory; JSON has no such value.
    if (member === undefined) continue;
    text += `${separator + JSON.stringify(key)}:${canonicalJson(member)}`;
    separator = ',';
  }
  return `${text}}`;
}

/** SHA-256 in lower-case hexadecimal; text is hashed as UTF-8. */
export function sha256Hex(content: string | Uint8Array): string {
  return hash('sha256', content, 'hex');
}

/** The hash that names a JSON value whatever its key order: SHA-256 of its canonical JSON. */
export function hashJson(value: Json | object): string {
  return sha256Hex(canonicalJson(value));
}
