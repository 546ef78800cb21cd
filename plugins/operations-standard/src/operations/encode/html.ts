import { defineOperation } from '../../operation/define-operation.ts';
import { object, text } from '../../operation/schema.ts';
import { ENTITIES } from '../../texts/entities.ts';

/** Escapes the five characters with a meaning in HTML. */
export const html = defineOperation('encode.html', () => ({
  version: '1.0.0',
  summary: 'Escapes a text for HTML, in content and in quoted attributes.',
  arguments: object({ text: text() }),
  result: text(undefined, 24_000_000),
  examples: [{ arguments: { text: '<b title="x">' }, result: '&lt;b title=&quot;x&quot;&gt;' }],
  run: ({ text }) => text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? character),
}));
