import { defineOperation } from '../../operation/define-operation.ts';
import { fail } from '../../operation/fail.ts';
import { choice, MAX_TEXT, object, text } from '../../operation/schema.ts';

/** Takes both texts literally; for patterns there is regex.replace. */
export const replace = defineOperation('text.replace', () => ({
  version: '1.0.0',
  summary: 'Replaces a text wherever it occurs, or only its first or last occurrence.',
  arguments: object(
    { text: text(), find: text(undefined, 10_000, 1), replacement: text(undefined, 100_000) },
    { occurrence: choice(['all', 'first', 'last'], 'Default all') },
  ),
  result: text(),
  examples: [
    { arguments: { text: 'a.b.c', find: '.', replacement: '$&' }, result: 'a$&b$&c' },
    { arguments: { text: 'one two one', find: 'one', replacement: '1', occurrence: 'last' }, result: 'one two 1' },
  ],
  run({ text, find, replacement, occurrence = 'all' }) {
    if (occurrence === 'all') {
      const parts = text.split(find);
      if (text.length + (parts.length - 1) * (replacement.length - find.length) > MAX_TEXT) {
        fail('replacement', `makes the text longer than ${MAX_TEXT} characters`);
      }
      return parts.join(replacement);
    }
    const at = occurrence === 'first' ? text.indexOf(find) : text.lastIndexOf(find);
    return at < 0 ? text : text.slice(0, at) + replacement + text.slice(at + find.length);
  },
}));
