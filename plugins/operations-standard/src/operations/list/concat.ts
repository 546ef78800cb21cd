import { defineOperation } from '../../operation/define-operation.ts';
import { fail } from '../../operation/fail.ts';
import { any, list, MAX_ITEMS, object } from '../../operation/schema.ts';

/** Items that are lists themselves stay as they are. */
export const concat = defineOperation('list.concat', () => ({
  version: '1.0.0',
  summary: 'Puts lists one after the other.',
  arguments: object({ lists: list(list(any()), undefined, 1_000) }),
  result: list(any()),
  examples: [{ arguments: { lists: [[1], [], [2, [3]]] }, result: [1, 2, [3]] }],
  run({ lists }) {
    if (lists.reduce((sum, items) => sum + items.length, 0) > MAX_ITEMS)
      fail('lists', `hold more than ${MAX_ITEMS} items`);
    return lists.flat(1);
  },
}));
