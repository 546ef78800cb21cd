import { defineOperation } from '../../operation/define-operation.ts';
import { any, integer, list, MAX_ITEMS, object } from '../../operation/schema.ts';

/** The last part may be shorter. */
export const chunk = defineOperation('list.chunk', () => ({
  version: '1.0.0',
  summary: 'Parts a list into lists of a given size.',
  arguments: object({ items: list(any()), size: integer('Items per part', 1, MAX_ITEMS) }),
  result: list(list(any())),
  examples: [{ arguments: { items: [1, 2, 3], size: 2 }, result: [[1, 2], [3]] }],
  run: ({ items, size }) =>
    Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size)),
}));
