import type { Json } from '@kora/contracts';
import { defineOperation } from '../../operation/define-operation.ts';
import { any, list, object } from '../../operation/schema.ts';
import { isObject } from '../../values/is-object.ts';

function merged(target: Json, patch: Json): Json {
  if (!isObject(patch)) return patch;
  const result: Record<string, Json> = Object.create(null);
  if (isObject(target)) for (const [key, value] of Object.entries(target)) result[key] = value;
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete result[key];
    else result[key] = merged(result[key] ?? null, value);
  }
  return result;
}

/** RFC 7386, applied once per patch: objects merge key by key, null removes a key, everything else replaces. */
export const merge = defineOperation('json.merge', () => ({
  version: '1.0.0',
  summary: 'Merges values by the rules of JSON merge patch (RFC 7386), each one over those before it.',
  arguments: object({ values: list(any(), 'The first is the target, the others are patches', 100, 1) }),
  result: any(),
  examples: [
    {
      arguments: { values: [{ a: 1, b: { c: 2, d: 3 } }, { b: { c: null, e: 4 } }, { a: [5] }] },
      result: { a: [5], b: { d: 3, e: 4 } },
    },
  ],
  run: ({ values: [target = null, ...patches] }) => patches.reduce(merged, target),
}));
