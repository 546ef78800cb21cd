import { defineOperation } from '../../operation/define-operation.ts';
import { boolean, object, shaped, text } from '../../operation/schema.ts';
import { fenceFor } from '../../texts/markdown.ts';

/** The fence is longer than any run of backticks inside, so no text can leave its block. */
export const code = defineOperation('markdown.code', () => ({
  version: '1.0.0',
  summary: 'Puts a text into a fenced code block of Markdown, or into a span of one line.',
  arguments: object(
    { text: text(undefined, 2_000_000) },
    {
      language: shaped('Of the code, such as json', '^[a-z0-9+-]*$', 32),
      inline: boolean('A span instead of a block when the text is one line and not empty (default false)'),
    },
  ),
  result: text(),
  examples: [
    { arguments: { text: '{"a":1}', language: 'json' }, result: '```json\n{"a":1}\n```' },
    { arguments: { text: 'a`b', inline: true }, result: '``a`b``' },
  ],
  run({ text, language = '', inline = false }) {
    if (inline && text.trim() !== '' && !/[\r\n]/.test(text)) {
      const fence = fenceFor(text, 1);
      // CommonMark takes one space off at both ends of a span that has both; a backtick at an end needs one.
      const pad = /^`|`$|^ .* $/.test(text) ? ' ' : '';
      return `${fence}${pad}${text}${pad}${fence}`;
    }
    const fence = fenceFor(text, 3);
    return `${fence}${language}\n${text}${text.endsWith('\n') ? '' : '\n'}${fence}`;
  },
}));
