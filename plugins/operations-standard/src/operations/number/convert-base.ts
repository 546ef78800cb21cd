import { defineOperation } from '../../operation/define-operation.ts';
import { fail, quoted } from '../../operation/fail.ts';
import { integer, object, shaped } from '../../operation/schema.ts';

const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyz';
const base = (description: string) => integer(description, 2, 36);

function read(text: string, from: number): bigint {
  const magnitude = text.replace(/^-/, '').toLowerCase();
  let value = 0n;
  for (const character of magnitude) {
    const digit = DIGITS.indexOf(character);
    if (digit < 0 || digit >= from) fail('digits', `has ${quoted(character)}, which is no digit in base ${from}`);
    value = value * BigInt(from) + BigInt(digit);
  }
  return text.startsWith('-') ? -value : value;
}

/** Exact for up to 1000 digits. Digits beyond 9 are the letters a to z, in any case; the result has small letters. */
export const convertBase = defineOperation('number.convert_base', () => ({
  version: '1.0.0',
  summary: 'Writes a whole number that is given in one base in another, between 2 and 36.',
  arguments: object({
    digits: shaped('Without prefix; may begin with -', '^-?[0-9A-Za-z]+$', 1_000),
    from: base('Base of digits'),
    to: base('Base of the result'),
  }),
  result: shaped('Digits', '^-?[0-9a-z]+$', 6_000),
  examples: [
    { arguments: { digits: 'ff', from: 16, to: 2 }, result: '11111111' },
    { arguments: { digits: '-255', from: 10, to: 16 }, result: '-ff' },
  ],
  run: ({ digits, from, to }) => read(digits, from).toString(to),
}));
