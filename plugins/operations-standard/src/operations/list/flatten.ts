import type { Json } from '@kora/contracts';
import { defineOperation } from '../../operation/define-operation.ts';
import { fail } from '../../operation/fail.ts';
import { any, integer, list, MAX_ITEMS, object } from '../../operation/schema.ts';
import { isList } from '../../values/is-object.ts';

function* leaves(items: readonly Json[], depth: number): Generator<Json> {
  for (const item of items) {
    if (isList(item) && depth > 0) yield* leaves(item, depth - 1);
    else yield item;
  }
}

/** Depth 1 opens the lists in the list, depth 2 also those in them. */
export const flatten = defineOperation('list.flatten', () => ({
  version: '1.0.0',
  summary: 'Puts the items of nested lists into one list.',
  arguments: object({ items: list(any()) }, { depth: integer('Levels to open (default 1)', 1, 64) }),
  result: list(any()),
  examples: [
    { arguments: { items: [1, [2, [3]], []] }, result: [1, 2, [3]] },
    { arguments: { items: [1, [2, [3]]], depth: 2 }, result: [1, 2, 3] },
  ],
  run({ items, depth = 1 }) {
    const flat = leaves(items, depth)
      .take(MAX_ITEMS + 1)
      .toArray();
    if (flat.length > MAX_ITEMS) fail('items', `hold more than ${MAX_ITEMS} items in all`);
    return flat;
  },
}));
