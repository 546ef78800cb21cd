import { defineOperation } from '../../operation/define-operation.ts';
import { fail, quoted } from '../../operation/fail.ts';
import { any, list, object } from '../../operation/schema.ts';
import { columnSchema, rowOf, rowsSchema } from '../../values/table.ts';

/** Makes a table of columns: list n gives the cells of name n. */
export const zip = defineOperation('list.zip', () => ({
  version: '1.0.0',
  summary: 'Combines lists of equal length, item by item, into rows with names.',
  arguments: object({
    names: list(columnSchema('One per list'), undefined, 100, 1),
    lists: list(list(any()), 'All of the same length', 100, 1),
  }),
  result: rowsSchema('One row per position'),
  examples: [
    {
      arguments: {
        names: ['n', 'square'],
        lists: [
          [1, 2],
          [1, 4],
        ],
      },
      result: [
        { n: 1, square: 1 },
        { n: 2, square: 4 },
      ],
    },
  ],
  run({ names, lists }) {
    if (names.length !== lists.length) fail('names', `has ${names.length} names for ${lists.length} lists`);
    const twice = names.find((name, i) => names.indexOf(name) !== i);
    if (twice !== undefined) fail('names', `has ${quoted(twice)} twice`);
    const [first = []] = lists;
    const odd = lists.findIndex((items) => items.length !== first.length);
    if (odd >= 0) fail('lists', `must all have ${first.length} items, but list ${odd} has ${lists[odd]?.length}`);
    return first.map((_, i) => rowOf(names.map((name, at) => [name, lists[at]?.[i] ?? null])));
  },
}));
