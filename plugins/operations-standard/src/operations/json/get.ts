import type { Json } from '@kora/contracts';
import { defineOperation } from '../../operation/define-operation.ts';
import { fail, quoted } from '../../operation/fail.ts';
import { any, object } from '../../operation/schema.ts';
import { pointerSchema, valueAt } from '../../values/pointer.ts';

/** With a default nothing is an error; without one a path that leads nowhere is. */
export const get = defineOperation('json.get', () => ({
  version: '1.0.0',
  summary: 'The value at a JSON pointer (RFC 6901), or a default.',
  arguments: object(
    { value: any(), pointer: pointerSchema('Such as /rows/0/name') },
    { default: any('Given when there is nothing') },
  ),
  result: any(),
  examples: [
    { arguments: { value: { rows: [{ name: 'Ada' }] }, pointer: '/rows/0/name' }, result: 'Ada' },
    { arguments: { value: {}, pointer: '/constructor', default: null }, result: null },
  ],
  run(args): Json {
    const found = valueAt(args.value, args.pointer);
    if (found !== undefined) return found;
    return args.default === undefined
      ? fail('pointer', `${quoted(args.pointer)} leads to nothing in value`)
      : args.default;
  },
}));
