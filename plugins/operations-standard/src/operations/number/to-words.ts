import { defineOperation } from '../../operation/define-operation.ts';
import { boolean, integer, object, text } from '../../operation/schema.ts';

const MOST = 999_999_999_999_999;
const SMALL =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = ' ten twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const SCALES = ['', ' thousand', ' million', ' billion', ' trillion'];

function belowHundred(value: number): string {
  const [tens, ones] = [Math.floor(value / 10), value % 10];
  if (value < 20) return SMALL[value] ?? '';
  return ones === 0 ? (TENS[tens] ?? '') : `${TENS[tens]}-${SMALL[ones]}`;
}

function belowThousand(value: number, and: string): string {
  const [hundreds, rest] = [Math.floor(value / 100), value % 100];
  if (hundreds === 0) return belowHundred(rest);
  return `${SMALL[hundreds]} hundred${rest === 0 ? '' : `${and}${belowHundred(rest)}`}`;
}

/** On the short scale, where a billion is a thousand millions. */
export const toWords = defineOperation('number.to_words', () => ({
  version: '1.0.0',
  summary: 'Writes a whole number in English words.',
  arguments: object(
    { value: integer(undefined, -MOST, MOST) },
    { and: boolean('British: one hundred and one (default false: one hundred one)') },
  ),
  result: text(undefined, 400, 1),
  examples: [
    { arguments: { value: 1234 }, result: 'one thousand two hundred thirty-four' },
    { arguments: { value: 1234, and: true }, result: 'one thousand two hundred and thirty-four' },
    { arguments: { value: -2_000_005, and: true }, result: 'minus two million and five' },
  ],
  run({ value, and = false }) {
    if (value === 0) return 'zero';
    const joiner = and ? ' and ' : ' ';
    const size = Math.abs(value);
    const groups = SCALES.map((scale, i) => ({ scale, amount: Math.floor(size / 1000 ** i) % 1000 }));
    const [last, ...larger] = groups.map(({ scale, amount }) =>
      amount === 0 ? '' : `${belowThousand(amount, joiner)}${scale}`,
    );
    const head = larger
      .reverse()
      .filter((group) => group !== '')
      .join(' ');
    const needsAnd = and && size % 1000 < 100;
    const whole = [head, last ?? ''].filter((group) => group !== '').join(needsAnd ? joiner : ' ');
    return value < 0 ? `minus ${whole}` : whole;
  },
}));
