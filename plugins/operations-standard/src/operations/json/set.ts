import type { Json } from '@kora/contracts';
import { defineOperation } from '../../operation/define-operation.ts';
import { fail, quoted } from '../../operation/fail.ts';
import { any, MAX_ITEMS, object } from '../../operation/schema.ts';
import { isList, isObject } from '../../values/is-object.ts';
import { indexOf, pointerSchema, tokensOf } from '../../values/pointer.ts';

function changed(value: Json, [token, ...rest]: readonly string[], put: Json): Json {
  if (token === undefined) return put;
  if (isList(value)) {
    const index = token === '-' ? value.length : indexOf(token, Math.min(value.length + 1, MAX_ITEMS));
    if (index === undefined) return fail('pointer', `has ${quoted(token)} for a list of ${value.length} items`);
    const copy = [...value];
    copy[index] = changed(value[index] ?? Object.create(null), rest, put);
    return copy;
  }
  if (!isObject(value))
    return fail('pointer', `goes through ${quoted(token)} into something that is no object or list`);
  const copy: Record<string, Json> = Object.assign(Object.create(null), value);
  copy[token] = changed(Object.hasOwn(value, token) ? (value[token] ?? null) : Object.create(null), rest, put);
  return copy;
}

/** Objects that are missing on the way are made; in a list, `-` or its length appends. */
export const set = defineOperation('json.set', () => ({
  version: '1.0.0',
  summary: 'A copy of a value with another value at a JSON pointer (RFC 6901).',
  arguments: object({ value: any(), pointer: pointerSchema('Where, such as /rows/0/name'), new_value: any() }),
  result: any(),
  examples: [
    { arguments: { value: { a: [1] }, pointer: '/a/-', new_value: 2 }, result: { a: [1, 2] } },
    { arguments: { value: {}, pointer: '/x/y', new_value: true }, result: { x: { y: true } } },
  ],
  run: ({ value, pointer, new_value }) => changed(value, tokensOf(pointer), new_value),
}));
