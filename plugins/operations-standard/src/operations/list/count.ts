import { defineOperation } from '../../operation/define-operation.ts';
import { any, integer, list, MAX_ITEMS, object } from '../../operation/schema.ts';
import { sameJson } from '../../values/compare.ts';

/** Equality is that of JSON values. */
export const count = defineOperation('list.count', () => ({
  version: '1.0.0',
  summary: 'How many items a list has, or how many equal a value.',
  arguments: object({ items: list(any()) }, { equal_to: any('Count only these') }),
  result: integer(undefined, 0, MAX_ITEMS),
  examples: [
    { arguments: { items: ['a', 'b', 'a'] }, result: 3 },
    { arguments: { items: ['a', null, 'a'], equal_to: null }, result: 1 },
  ],
  run({ items, equal_to }) {
    return equal_to === undefined ? items.length : items.filter((item) => sameJson(item, equal_to)).length;
  },
}));
