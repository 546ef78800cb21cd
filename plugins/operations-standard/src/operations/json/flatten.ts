import type { Json } from '@kora/contracts';
import { defineOperation } from '../../operation/define-operation.ts';
import { fail, quoted } from '../../operation/fail.ts';
import { any, object, record, text } from '../../operation/schema.ts';
import { sortedKeys } from '../../values/canonical.ts';
import { isList, isObject } from '../../values/is-object.ts';

const MOST = 10_000;

function* leaves(value: Json, path: string, separator: string): Generator<readonly [string, Json]> {
  const below = (key: string) => (path === '' ? key : `${path}${separator}${key}`);
  if (isObject(value) && Object.keys(value).length > 0) {
    for (const key of sortedKeys(value)) yield* leaves(value[key] ?? null, below(key), separator);
  } else if (isList(value) && value.length > 0) {
    for (const [i, item] of value.entries()) yield* leaves(item, below(String(i)), separator);
  } else yield [path, value];
}

/** Positions in lists become keys from 0 on; an empty list or object is a value. */
export const flatten = defineOperation('json.flatten', () => ({
  version: '1.0.0',
  summary: 'Makes one object without levels of a value: its keys are the paths.',
  arguments: object({ value: any() }, { separator: text('Between the steps of a path (default a full stop)', 10, 1) }),
  result: record(any(), undefined, MOST),
  examples: [
    { arguments: { value: { a: { b: 1, c: { d: null } }, e: [] } }, result: { 'a.b': 1, 'a.c.d': null, e: [] } },
    { arguments: { value: { a: [{ b: 1 }, 2] }, separator: '/' }, result: { 'a/0/b': 1, 'a/1': 2 } },
  ],
  run({ value, separator = '.' }) {
    if (!isObject(value) && !isList(value)) return fail('value', 'is neither an object nor a list');
    const found = leaves(value, '', separator)
      .take(MOST + 1)
      .toArray();
    if (found.length > MOST) fail('value', `has more than ${MOST} values`);
    const flat: Record<string, Json> = Object.create(null);
    for (const [path, leaf] of found) {
      if (path === '__proto__') fail('value', 'leads to a key that is refused: __proto__');
      if (Object.hasOwn(flat, path)) fail('value', `has two values at ${quoted(path)}`);
      flat[path] = leaf;
    }
    return flat;
  },
}));
