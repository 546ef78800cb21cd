import { defineOperation } from '../../operation/define-operation.ts';
import { integer, MAX_TEXT, object, text } from '../../operation/schema.ts';
import { linesOf } from '../../texts/lines-of.ts';
import { countCharacters } from '../../values/characters.ts';
import { utf8Encode } from '../../values/utf8.ts';

const amount = integer(undefined, 0, 4 * MAX_TEXT);
const countMatches = (text: string, pattern: RegExp) => {
  let count = 0;
  for (const _match of text.matchAll(pattern)) count++;
  return count;
};

/**
 * Characters are Unicode code points. A word is a run without white space that holds a letter or digit. A sentence ends in
 * . ! ? or … before white space or the end; text after the last one counts as one more.
 */
export const count = defineOperation('text.count', () => ({
  version: '1.0.0',
  summary: 'Counts the characters, words, sentences, lines, paragraphs and UTF-8 bytes of a text.',
  arguments: object({ text: text() }),
  result: object({
    characters: amount,
    characters_without_spaces: amount,
    words: amount,
    sentences: amount,
    lines: amount,
    paragraphs: amount,
    bytes: amount,
  }),
  examples: [
    {
      arguments: { text: 'Grüezi! It works.\n\nReally' },
      result: {
        characters: 25,
        characters_without_spaces: 21,
        words: 4,
        sentences: 3,
        lines: 3,
        paragraphs: 2,
        bytes: 26,
      },
    },
  ],
  run({ text }) {
    const words = text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
    const lines = linesOf(text);
    const starts = lines.filter((line, i) => line.trim() !== '' && (lines[i - 1] ?? '').trim() === '');
    const ends = words.slice(0, -1).filter((word) => /[.!?\u2026]["'\u00bb\u201d\u2019)\]]*$/.test(word.slice(-8)));
    return {
      characters: countCharacters(text),
      characters_without_spaces: countCharacters(text) - countMatches(text, /\s/g),
      words: words.length,
      sentences: words.length === 0 ? 0 : ends.length + 1,
      lines: lines.length,
      paragraphs: starts.length,
      bytes: utf8Encode(text).length,
    };
  },
}));
