import { defineOperation } from '../../operation/define-operation.ts';
import { integer, MAX_TEXT, object, text } from '../../operation/schema.ts';
import { countCharacters, resolveSpan } from '../../values/characters.ts';

const position = (description: string) => integer(description, -MAX_TEXT, MAX_TEXT);

/** Counts Unicode code points, so no character is cut in half. Positions beyond the text mean its end. */
export const slice = defineOperation('text.slice', () => ({
  version: '1.0.0',
  summary: 'The characters of a text from one position to before another.',
  arguments: object(
    { text: text() },
    {
      start: position('First character is 0; negative counts from the end (default 0)'),
      end: position('Not included; default the end'),
    },
  ),
  result: text(),
  examples: [
    { arguments: { text: 'a😀bc', start: 1, end: 3 }, result: '😀b' },
    { arguments: { text: 'report.pdf', start: -3 }, result: 'pdf' },
  ],
  run({ text, start = 0, end = MAX_TEXT }) {
    const length = countCharacters(text);
    const span = resolveSpan(length, start, end);
    return length === text.length
      ? text.slice(...span)
      : Array.from(text)
          .slice(...span)
          .join('');
  },
}));
