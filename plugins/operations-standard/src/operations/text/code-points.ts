import { defineOperation } from '../../operation/define-operation.ts';
import { integer, list, MAX_NAME, object, text } from '../../operation/schema.ts';

const MAX_POINT = 0x10ffff;

/** Half of a pair, which is no character, counts as one, too. */
export const codePoints = defineOperation('text.code_points', () => ({
  version: '1.0.0',
  summary: 'The number that each character of a text has in Unicode; up to 127 it is that of ASCII.',
  arguments: object({ text: text(undefined, 10_000) }),
  result: list(
    object({
      character: text(undefined, MAX_NAME),
      decimal: integer(undefined, 0, MAX_POINT),
      unicode: text('U+ and hexadecimal', 8),
    }),
    undefined,
    10_000,
  ),
  examples: [
    {
      arguments: { text: 'A€' },
      result: [
        { character: 'A', decimal: 65, unicode: 'U+0041' },
        { character: '€', decimal: 8364, unicode: 'U+20AC' },
      ],
    },
  ],
  run: ({ text }) =>
    Array.from(text, (character) => {
      const decimal = character.codePointAt(0) ?? 0;
      return { character, decimal, unicode: `U+${decimal.toString(16).toUpperCase().padStart(4, '0')}` };
    }),
}));
