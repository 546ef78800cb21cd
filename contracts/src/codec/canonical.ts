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
  // The engine's own printer is several times as fast as one in JavaScript, and prints keys in the order in which they stand.
  const ordered = inOrder(value);
  return ordered === undefined ? printInOrder(value) : JSON.stringify(ordered);
}

const DIGIT_0 = 48;
const DIGIT_9 = 57;

/**
 * The value with the keys of all its objects in order; itself where they are already.
 * @returns undefined when an object cannot hold its keys in order: JavaScript puts keys that look like numbers first.
 */
function inOrder(value: Json | object): Json | object | undefined {
  if (value === null || typeof value !== 'object') return value;
  return Array.isArray(value) ? itemsInOrder(value) : membersInOrder(value as JsonObject);
}

function itemsInOrder(items: readonly Json[]): readonly Json[] | undefined {
  let copy: Json[] | null = null;
  for (let i = 0; i < items.length; i++) {
    const item = items[i] ?? null;
    if (item === null || typeof item !== 'object') continue;
    const ordered = inOrder(item) as Json | undefined;
    if (ordered === undefined) return undefined;
    if (ordered === item) continue;
    copy ??= items.slice();
    copy[i] = ordered;
  }
  return copy ?? items;
}

function membersInOrder(object: JsonObject): JsonObject | undefined {
  const keys = Object.keys(object);
  let same = true;
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] ?? '';
    const first = key.charCodeAt(0);
    if ((first >= DIGIT_0 && first <= DIGIT_9) || key === '__proto__') return undefined;
    if (i > 0 && key < (keys[i - 1] ?? '')) same = false;
  }
  if (!same) keys.sort();
  let copy: { [key: string]: Json } | null = same ? null : {};
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] ?? '';
    const member = object[key];
    let ordered = member;
    if (member !== null && typeof member === 'object') {
      ordered = inOrder(member) as Json | undefined;
      if (ordered === undefined) return undefined;
      if (copy === null && ordered !== member) copy = { ...object };
    }
    if (copy !== null) copy[key] = ordered as Json;
  }
  return copy ?? object;
}

/** The same for any value, key by key. */
function printInOrder(value: Json | object): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(printInOrder).join(',')}]`;
  const object = value as JsonObject;
  const members: string[] = [];
  for (const key of Object.keys(object).sort()) {
    const member = object[key];
    // Optional fields may be present and undefined in memory; JSON has no such value.
    if (member !== undefined) members.push(`${JSON.stringify(key)}:${printInOrder(member)}`);
  }
  return `{${members.join(',')}}`;
}

/** SHA-256 in lower-case hexadecimal; text is hashed as UTF-8. */
export function sha256Hex(content: string | Uint8Array): string {
  return hash('sha256', content, 'hex');
}

/** The hash that names a JSON value whatever its key order: SHA-256 of its canonical JSON. */
export function hashJson(value: Json | object): string {
  return sha256Hex(canonicalJson(value));
}
