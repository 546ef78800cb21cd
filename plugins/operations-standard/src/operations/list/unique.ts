import { defineOperation } from '../../operation/define-operation.ts';
import { any, list, object } from '../../operation/schema.ts';
import { canonicalText } from '../../values/canonical.ts';

/** Equality is that of JSON values: the order of keys does not matter. */
export const unique = defineOperation('list.unique', () => ({
  version: '1.0.0',
  summary: 'Removes items that equal an earlier one.',
  arguments: object({ items: list(any()) }),
  result: list(any()),
  examples: [{ arguments: { items: [1, '1', 1, { a: 1, b: 2 }, { b: 2, a: 1 }] }, result: [1, '1', { a: 1, b: 2 }] }],
  run({ items }) {
    const seen = new Set<string>();
    return items.filter((item) => {
      const key = canonicalText(item);
      return seen.has(key) ? false : seen.add(key);
    });
  },
}));
