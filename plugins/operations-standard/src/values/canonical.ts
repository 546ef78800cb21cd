import type { Json, JsonObject } from '@kora/contracts';
import { isList, isObject } from './is-object.ts';

/** The keys of an object in code-unit order, the one order that does not depend on how the object was built. */
export function sortedKeys(value: JsonObject): string[] {
  return Object.keys(value).sort();
}

/** A copy with sorted keys and without prototypes, so that neither key order nor `constructor` can be observed in it. */
export function canonicalCopy(value: Json): Json {
  if (isList(value)) return value.map(canonicalCopy);
  if (!isObject(value)) return value;
  const copy: Record<string, Json> = Object.create(null);
  for (const key of sortedKeys(value)) copy[key] = canonicalCopy(value[key] ?? null);
  return copy;
}

/** Canonical JSON text (RFC 8785): equal values give equal texts, whatever the order of their keys. */
export function canonicalText(value: Json): string {
  if (isList(value)) return `[${value.map(canonicalText).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const members = sortedKeys(value).map((key) => `${JSON.stringify(key)}:${canonicalText(value[key] ?? null)}`);
  return `{${members.join(',')}}`;
}
