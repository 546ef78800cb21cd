import type { Decimal } from '../values/decimal.ts';

/** What may stand between thousands. */
export const GROUP_SEPARATORS = ['', ',', '.', ' ', "'", '\u2019', '\u00a0', '\u202f'] as const;

/** Stands before a number that was rounded. */
export const ROUNDED = '\u2248 ';
const LARGEST = '1e21';
const SMALLEST = '1e-7';

/** Writes a number with at most `digits` significant digits (whole digits always), grouped, with ≈ before it when rounded. */
export function written(value: Decimal, digits: number, group: string, decimal: string): string {
  if (value.isZero()) return '0';
  const extreme = value.abs().gte(LARGEST) || value.abs().lt(SMALLEST);
  const wholeDigits = extreme ? 0 : value.trunc().abs().toFixed(0).length;
  const rounded = value.toSignificantDigits(extreme ? digits : Math.max(digits, wholeDigits));
  const mark = rounded.eq(value) ? '' : ROUNDED;
  if (extreme) return `${mark}${rounded.toExponential().replace('.', decimal)}`;
  const [whole = '', fraction] = rounded.abs().toFixed().split('.');
  const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, () => group);
  return `${mark}${rounded.isNegative() ? '-' : ''}${grouped}${fraction === undefined ? '' : decimal + fraction}`;
}
