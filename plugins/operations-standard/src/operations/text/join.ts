import { defineOperation } from '../../operation/define-operation.ts';
import { anyOf, boolean, list, nothing, number, object, text } from '../../operation/schema.ts';
import { joined } from '../../texts/joined.ts';

/** Null items are left out, numbers are written as in JSON. */
export const join = defineOperation('text.join', () => ({
  version: '1.0.0',
  summary: 'Joins items with a separator, and another one before the last if wanted.',
  arguments: object(
    { items: list(anyOf([text(), number(), boolean(), nothing])), separator: text(undefined, 1_000) },
    { last_separator: text('Such as " and "; default is the separator', 1_000) },
  ),
  result: text(),
  examples: [
    { arguments: { items: ['a', 'b', 'c'], separator: ', ', last_separator: ' and ' }, result: 'a, b and c' },
    { arguments: { items: [1, null, true], separator: ';' }, result: '1;true' },
  ],
  run({ items, separator, last_separator = separator }) {
    const texts = items.filter((item) => item !== null).map(String);
    const last = texts.length > 1 ? texts.splice(-1) : [];
    return joined([joined(texts, separator, 'items'), ...last], last_separator, 'items');
  },
}));
