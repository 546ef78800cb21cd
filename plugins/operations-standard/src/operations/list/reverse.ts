import { defineOperation } from '../../operation/define-operation.ts';
import { any, list, object } from '../../operation/schema.ts';

/** Leaves the items themselves as they are. */
export const reverse = defineOperation('list.reverse', () => ({
  version: '1.0.0',
  summary: 'The items of a list from last to first.',
  arguments: object({ items: list(any()) }),
  result: list(any()),
  examples: [{ arguments: { items: [1, 2, 3] }, result: [3, 2, 1] }],
  run: ({ items }) => items.toReversed(),
}));
