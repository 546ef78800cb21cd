import { stringify } from 'yaml';
import { defineOperation } from '../../operation/define-operation.ts';
import { any, integer, list, object, text } from '../../operation/schema.ts';
import { orderedCopy } from '../../values/ordered-copy.ts';

/** Keys are sorted by code units, behind those that an order is given for. Texts that YAML would read as something else are quoted. */
export const format = defineOperation('yaml.format', () => ({
  version: '1.1.0',
  summary: 'Writes a value as YAML (1.2) with keys in a given order, or sorted.',
  arguments: object(
    { value: any() },
    {
      indent: integer('Spaces per level (default 2)', 1, 8),
      key_order: list(text(undefined, 256), 'These keys come first, in this order', 1_000),
    },
  ),
  result: text(),
  examples: [
    {
      arguments: { value: { b: [1, 'no', null], a: { x: '1' } } },
      result: 'a:\n  x: "1"\nb:\n  - 1\n  - no\n  - null\n',
    },
    { arguments: { value: { a: 1, b: 2 }, key_order: ['b'] }, result: 'b: 2\na: 1\n' },
  ],
  run: ({ value, indent = 2, key_order = [] }) =>
    stringify(orderedCopy(value, key_order), {
      indent,
      lineWidth: 0,
      aliasDuplicateObjects: false,
    }),
}));
