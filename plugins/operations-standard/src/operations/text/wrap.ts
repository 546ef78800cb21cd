import { defineOperation } from '../../operation/define-operation.ts';
import { integer, object, text } from '../../operation/schema.ts';
import { linesOf } from '../../texts/lines-of.ts';
import { countCharacters } from '../../values/characters.ts';

function wrapped(line: string, width: number): string[] {
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(/[ \t]+/).filter((word) => word !== '')) {
    const longer = current === '' ? word : `${current} ${word}`;
    if (current !== '' && countCharacters(longer) > width) {
      lines.push(current);
      current = word;
    } else current = longer;
  }
  return [...lines, current];
}

/** Lines are wrapped one by one; a word that is longer than the width stays whole. */
export const wrap = defineOperation('text.wrap', () => ({
  version: '1.0.0',
  summary: 'Breaks the lines of a text so that none is longer than a width, between words.',
  arguments: object({ text: text(undefined, 1_000_000), width: integer('Characters in a line', 1, 1_000) }),
  result: text(),
  examples: [{ arguments: { text: 'The quick brown fox jumps', width: 10 }, result: 'The quick\nbrown fox\njumps' }],
  run: ({ text, width }) =>
    linesOf(text)
      .flatMap((line) => wrapped(line, width))
      .join('\n'),
}));
