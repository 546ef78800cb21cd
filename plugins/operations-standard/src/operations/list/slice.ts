import { defineOperation } from '../../operation/define-operation.ts';
import { any, integer, list, MAX_ITEMS, object } from '../../operation/schema.ts';

const position = (description: string) => integer(description, -MAX_ITEMS, MAX_ITEMS);

/** Positions beyond the list mean its end. */
export const slice = defineOperation('list.slice', () => ({
  version: '1.0.0',
  summary: 'The items of a list from one position to before another.',
  arguments: object(
    { items: list(any()) },
    {
      start: position('First item is 0; negative counts from the end (default 0)'),
      end: position('Not included; default the end'),
    },
  ),
  result: list(any()),
  examples: [
    { arguments: { items: [1, 2, 3, 4], start: 1, end: 3 }, result: [2, 3] },
    { arguments: { items: [1, 2, 3], start: -1 }, result: [3] },
  ],
  run: ({ items, start = 0, end }) => items.slice(start, end),
}));
