import { defineOperation } from '../../operation/define-operation.ts';
import { object, text } from '../../operation/schema.ts';
import { unescapeHtml } from '../../texts/entities.ts';

/** Names: amp, lt, gt, quot, apos, nbsp. Tags are left as they are. Each reference is resolved once. */
export const html = defineOperation('decode.html', () => ({
  version: '1.0.0',
  summary: 'Resolves the numeric and the most common named character references of HTML.',
  arguments: object({ text: text() }),
  result: text(undefined, 24_000_000),
  examples: [{ arguments: { text: '&lt;b&gt; &amp;lt; &#8364;' }, result: '<b> &lt; €' }],
  run: ({ text }) => unescapeHtml(text),
}));
