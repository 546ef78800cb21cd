import { defineOperation } from '../../operation/define-operation.ts';
import { any, integer, list, object, text } from '../../operation/schema.ts';
import { canonicalCopy, canonicalText } from '../../values/canonical.ts';
import { orderedCopy } from '../../values/ordered-copy.ts';

/**
 * Keys are sorted by code units, so equal values give equal text; without indent it is canonical JSON (RFC 8785). With a key order it
 * is not.
 */
export const stringify = defineOperation('json.stringify', () => ({
  version: '1.1.0',
  summary: 'Writes a value as JSON text with keys in a given order, or sorted.',
  arguments: object(
    { value: any() },
    {
      indent: integer('Spaces per level; 0 (default) writes one line', 0, 8),
      key_order: list(text(undefined, 256), 'These keys come first, in this order', 1_000),
    },
  ),
  result: text(),
  examples: [
    { arguments: { value: { b: 1, a: [true, null] } }, result: '{"a":[true,null],"b":1}' },
    { arguments: { value: { a: 1 }, indent: 2 }, result: '{\n  "a": 1\n}' },
    { arguments: { value: [{ a: 1, b: 2, c: 3 }], key_order: ['c', 'a'] }, result: '[{"c":3,"a":1,"b":2}]' },
  ],
  run: ({ value, indent = 0, key_order = [] }) => {
    if (key_order.length > 0) return JSON.stringify(orderedCopy(value, key_order), undefined, indent);
    return indent === 0 ? canonicalText(value) : JSON.stringify(canonicalCopy(value), undefined, indent);
  },
}));
