import { defineOperation } from '../../operation/define-operation.ts';
import { object, text } from '../../operation/schema.ts';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLM';
const moved = (letter: string) => {
  const capital = LETTERS[LETTERS.indexOf(letter.toUpperCase()) + 13] ?? letter;
  return letter === letter.toUpperCase() ? capital : capital.toLowerCase();
};

/** Done twice, it gives the text again: there is no decode.rot13. */
export const rot13 = defineOperation('encode.rot13', () => ({
  version: '1.0.0',
  summary: 'Moves every letter from A to Z by 13 places in the alphabet, and leaves everything else.',
  arguments: object({ text: text() }),
  result: text(),
  examples: [
    { arguments: { text: 'Hello, World 1!' }, result: 'Uryyb, Jbeyq 1!' },
    { arguments: { text: 'Uryyb' }, result: 'Hello' },
  ],
  run: ({ text }) => text.replaceAll(/[A-Za-z]/g, moved),
}));
