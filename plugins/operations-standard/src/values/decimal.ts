import { Decimal as DecimalJs } from 'decimal.js';
import { fail, quoted } from '../operation/fail.ts';

/** Significant decimal digits that intermediate results keep. */
export const PRECISION = 50;

/**
 * Decimal arithmetic in software: 0.1 + 0.2 is 0.3, and no result depends on a processor's or a runtime's own mathematics.
 * Exponents are bounded so that a hostile expression ends in an overflow instead of in a long computation.
 */
export const Decimal = DecimalJs.clone({
  precision: PRECISION,
  rounding: DecimalJs.ROUND_HALF_EVEN,
  maxE: 400,
  minE: -400,
  toExpNeg: -7,
  toExpPos: 21,
  defaults: true,
});
export type Decimal = DecimalJs;

/**
 * The number nearest to a decimal.
 * @throws Error when it is beyond the range of numbers; `argument` names what led there.
 */
export function toNumber(value: Decimal, argument: string): number {
  const nearest = Number(value.toString());
  if (!Number.isFinite(nearest)) fail(argument, 'leads to a result that is not a finite number');
  return nearest === 0 ? 0 : nearest;
}

/** A number as a person reads it: rounded half-even to `digits` significant digits, without trailing zeros. */
export function toText(value: Decimal, digits: number): string {
  const rounded = value.toSignificantDigits(digits);
  return rounded.isZero() ? '0' : rounded.toString();
}

/** The sum when all numbers, and all sums on the way, are integers that a double holds exactly; else null. */
function wholeSumOf(values: readonly number[]): number | null {
  let sum = 0;
  for (const value of values) {
    sum += value;
    if (!Number.isSafeInteger(value) || !Number.isSafeInteger(sum)) return null;
  }
  return sum;
}

/** The exact sum of numbers as they are written in decimal. */
export function sumOf(values: readonly number[]): Decimal {
  // The same sum in a tenth of the time, and most lists hold integers.
  const whole = wholeSumOf(values);
  if (whole !== null) return new Decimal(whole);
  return values.reduce((sum, value) => sum.plus(value), new Decimal(0));
}

/** The number itself, or an error that says where something else stood. */
export function requireNumber(value: unknown, argument: string): number {
  return typeof value === 'number' ? value : fail(argument, `must be a number, not ${quoted(value)}`);
}
