import { defineOperation } from '../../operation/define-operation.ts';
import { fail, quoted } from '../../operation/fail.ts';
import { object, text } from '../../operation/schema.ts';
import { MORSE } from '../../texts/morse.ts';

/** The result is in capitals: Morse code has no others. */
export const morse = defineOperation('decode.morse', () => ({
  version: '1.0.0',
  summary:
    'Reads Morse code (ITU-R M.1677-1): dots and hyphens, a space between signs, a slash or line end between words.',
  arguments: object({ text: text(undefined, 1_000_000) }),
  result: text(undefined, 1_000_000),
  examples: [{ arguments: { text: '... --- ... / .- -' }, result: 'SOS AT' }],
  run({ text }) {
    const signs = new Map(Object.entries(MORSE).map(([character, sign]) => [sign, character]));
    const characterOf = (sign: string) => signs.get(sign) ?? fail('text', `holds ${quoted(sign)}, which is no sign`);
    const words = text
      .trim()
      .split(/\s*[/|\n]\s*/)
      .map((word) => word.split(/\s+/).filter((sign) => sign !== ''));
    return words
      .map((word) => word.map(characterOf).join(''))
      .join(' ')
      .trim();
  },
}));
