import { defineOperation } from '../../operation/define-operation.ts';
import { fail, quoted } from '../../operation/fail.ts';
import { object, text } from '../../operation/schema.ts';

const decimal = (description: string) => text(description, 64, 1);

/** A decimal literal as a whole number of parts of a power of ten. */
function exact(written: string, argument: string): { readonly value: bigint; readonly scale: bigint } {
  const match = /^(-?)(\d{0,30})(?:\.(\d{1,30}))?$/.exec(written);
  const [, sign = '', whole = '', fraction = ''] = match ?? [];
  if (match === null || whole + fraction === '') return fail(argument, `is no decimal number: ${quoted(written)}`);
  return { value: BigInt(`${sign}${whole}${fraction}`), scale: 10n ** BigInt(fraction.length) };
}

const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? a : gcd(b, a % b));
const size = (value: bigint) => (value < 0n ? -value : value);

/** Exact: 0.333 is 333/1000. The mixed number of 7/4 is 1 3/4, that of 3/4 is 3/4. */
export const fraction = defineOperation('number.fraction', () => ({
  version: '1.0.0',
  summary: 'A decimal number, or one number divided by another, as a fraction in lowest terms.',
  arguments: object(
    { numerator: decimal('A decimal number, such as 0.375') },
    { denominator: decimal('A decimal number that is not 0 (default 1)') },
  ),
  result: object({
    numerator: text('A whole number', 80),
    denominator: text('A whole number above 0', 80),
    text: text('Such as 7/4; a whole number has no denominator', 160),
    mixed: text('Such as 1 3/4', 240),
  }),
  examples: [
    {
      arguments: { numerator: '0.375' },
      result: { numerator: '3', denominator: '8', text: '3/8', mixed: '3/8' },
    },
    {
      arguments: { numerator: '-14', denominator: '8' },
      result: { numerator: '-7', denominator: '4', text: '-7/4', mixed: '-1 3/4' },
    },
  ],
  run({ numerator, denominator = '1' }) {
    const [above, below] = [exact(numerator, 'numerator'), exact(denominator, 'denominator')];
    if (below.value === 0n) fail('denominator', 'must not be 0');
    const [over, under] = [above.value * below.scale, below.value * above.scale];
    const common = gcd(size(over), size(under)) * (under < 0n ? -1n : 1n);
    const [top, bottom] = [over / common, under / common];
    const [whole, rest] = [size(top) / bottom, size(top) % bottom];
    const plain = bottom === 1n ? `${top}` : `${top}/${bottom}`;
    const mixed = whole === 0n || rest === 0n ? plain : `${top < 0n ? '-' : ''}${whole} ${rest}/${bottom}`;
    return { numerator: `${top}`, denominator: `${bottom}`, text: plain, mixed };
  },
}));
