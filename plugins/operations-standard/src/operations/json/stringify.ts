import { defineOperation } from '../../operation/define-operation.ts';
import { any, integer, object, text } from '../../operation/schema.ts';
import { canonicalCopy, canonicalText } from '../../values/canonical.ts';

/** Keys are sorted by code units, so equal values give equal text; without indent it is canonical JSON (RFC 8785). */
export const stringify = defineOperation('json.stringify', () => ({
  version: '1.0.0',
  summary: 'Writes a value as JSON text with sorted keys.',
  arguments: object({ value: any() }, { indent: integer('Spaces per level; 0 (default) writes one line', 0, 8) }),
  result: text(),
  examples: [
    { arguments: { value: { b: 1, a: [true, null] } }, result: '{"a":[true,null],"b":1}' },
    { arguments: { value: { a: 1 }, indent: 2 }, result: '{\n  "a": 1\n}' },
  ],
  run: ({ value, indent = 0 }) =>
    indent === 0 ? canonicalText(value) : JSON.stringify(canonicalCopy(value), undefined, indent),
}));
