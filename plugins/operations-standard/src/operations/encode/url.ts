import { defineOperation } from '../../operation/define-operation.ts';
import { object, text } from '../../operation/schema.ts';

/** Everything but letters, digits and - _ . ! ~ * ( ) and the apostrophe is encoded. */
export const url = defineOperation('encode.url', () => ({
  version: '1.0.0',
  summary: 'Percent-encodes a text as one component of a web address (RFC 3986).',
  arguments: object({ text: text() }),
  result: text(undefined, 24_000_000),
  examples: [{ arguments: { text: 'a b&c=é' }, result: 'a%20b%26c%3D%C3%A9' }],
  run: ({ text }) => encodeURIComponent(text),
}));
