import { defineOperation } from '../../operation/define-operation.ts';
import { fail, quoted } from '../../operation/fail.ts';
import { object, text } from '../../operation/schema.ts';
import { MORSE } from '../../texts/morse.ts';

/** Capitals and small letters are the same. */
export const morse = defineOperation('encode.morse', () => ({
  version: '1.0.0',
  summary: 'Writes a text in Morse code (ITU-R M.1677-1), with spaces between signs and " / " between words.',
  arguments: object({ text: text(undefined, 1_000_000) }),
  result: text(undefined, 9_000_000),
  examples: [{ arguments: { text: 'SOS at 5' }, result: '... --- ... / .- - / .....' }],
  run({ text }) {
    const signOf = (character: string) =>
      MORSE[character] ?? fail('text', `holds ${quoted(character)}, for which there is no sign`);
    const words = text
      .toUpperCase()
      .split(/\s+/)
      .filter((word) => word !== '');
    return words.map((word) => Array.from(word, signOf).join(' ')).join(' / ');
  },
}));
