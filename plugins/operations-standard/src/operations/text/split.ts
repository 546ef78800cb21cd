import { defineOperation } from '../../operation/define-operation.ts';
import { fail } from '../../operation/fail.ts';
import { boolean, list, MAX_ITEMS, object, text } from '../../operation/schema.ts';

/** An empty separator parts every character (Unicode code point). */
export const split = defineOperation('text.split', () => ({
  version: '1.0.0',
  summary: 'Parts a text at a separator.',
  arguments: object(
    { text: text(), separator: text('Taken literally; empty parts characters', 1_000) },
    { trim: boolean('Trim every part (default false)'), drop_empty: boolean('Leave out empty parts (default false)') },
  ),
  result: list(text()),
  examples: [
    { arguments: { text: 'a, b,,c', separator: ',', trim: true, drop_empty: true }, result: ['a', 'b', 'c'] },
    { arguments: { text: 'né😀', separator: '' }, result: ['n', 'é', '😀'] },
  ],
  run({ text, separator, trim = false, drop_empty = false }) {
    let parts = separator === '' ? Array.from(text) : text.split(separator);
    if (trim) parts = parts.map((part) => part.trim());
    if (drop_empty) parts = parts.filter((part) => part !== '');
    if (parts.length > MAX_ITEMS) fail('text', `has ${parts.length} parts; at most ${MAX_ITEMS} are allowed`);
    return parts;
  },
}));
