import { stringify } from 'yaml';
import { defineOperation } from '../../operation/define-operation.ts';
import { any, integer, object, text } from '../../operation/schema.ts';

/** Keys are sorted by code units. Texts that YAML would read as something else are quoted. */
export const format = defineOperation('yaml.format', () => ({
  version: '1.0.0',
  summary: 'Writes a value as YAML (1.2) with sorted keys.',
  arguments: object({ value: any() }, { indent: integer('Spaces per level (default 2)', 1, 8) }),
  result: text(),
  examples: [
    {
      arguments: { value: { b: [1, 'no', null], a: { x: '1' } } },
      result: 'a:\n  x: "1"\nb:\n  - 1\n  - no\n  - null\n',
    },
  ],
  run: ({ value, indent = 2 }) =>
    stringify(value, {
      indent,
      lineWidth: 0,
      aliasDuplicateObjects: false,
      sortMapEntries: (a, b) => (String(a.key) < String(b.key) ? -1 : 1),
    }),
}));
