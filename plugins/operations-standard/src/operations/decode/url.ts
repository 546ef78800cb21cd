import { defineOperation } from '../../operation/define-operation.ts';
import { fail } from '../../operation/fail.ts';
import { boolean, object, text } from '../../operation/schema.ts';

/** The encoded bytes must be UTF-8. */
export const url = defineOperation('decode.url', () => ({
  version: '1.0.0',
  summary: 'Resolves the percent-encoding of a component of a web address (RFC 3986).',
  arguments: object({ text: text() }, { plus_is_space: boolean('As in form data (default false)') }),
  result: text(),
  examples: [
    { arguments: { text: 'a%20b%26c%3D%C3%A9' }, result: 'a b&c=é' },
    { arguments: { text: 'a+b', plus_is_space: true }, result: 'a b' },
  ],
  run({ text, plus_is_space = false }) {
    try {
      return decodeURIComponent(plus_is_space ? text.replaceAll('+', ' ') : text);
    } catch {
      return fail('text', 'has a % that two hexadecimal digits of UTF-8 do not follow');
    }
  },
}));
