import { defineOperation } from '../../operation/define-operation.ts';
import { choice, object, text } from '../../operation/schema.ts';
import { linesOf } from '../../texts/lines-of.ts';

const WAYS = {
  // Marks stay on their letters, and a family of emoji stays together.
  characters: (text: string) =>
    Array.from(new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text), ({ segment }) => segment)
      .reverse()
      .join(''),
  words: (text: string) => text.split(/(\s+)/).reverse().join(''),
  lines: (text: string) => linesOf(text).toReversed().join('\n'),
} as const;

/** Characters are what people see as one (Unicode grapheme clusters). White space between words keeps its place in the order. */
export const reverse = defineOperation('text.reverse', () => ({
  version: '1.0.0',
  summary: 'Puts the characters, words or lines of a text in the opposite order.',
  arguments: object(
    { text: text(undefined, 1_000_000) },
    { by: choice(['characters', 'words', 'lines'], 'Default characters') },
  ),
  result: text(),
  examples: [
    { arguments: { text: 'noël!' }, result: '!lëon' },
    { arguments: { text: 'one two  three', by: 'words' }, result: 'three  two one' },
  ],
  run: ({ text, by = 'characters' }) => WAYS[by](text),
}));
