import type { Recogniser } from '../recogniser.ts';
import { calculation } from './calculation.ts';

/** 1990 and 2026 are years as often as they are numbers. */
const mayBeYear = (value: number) => Number.isInteger(value) && value >= 1900 && value <= 2100;

/** Fractions, multiples, powers and differences in words: "a third of 99", "the square of 12". */
export const partsAndPowers: readonly Recogniser[] = [
  calculation(
    'numbers.fraction_of',
    ['fraction', 'number'],
    (fraction, n) => `(${fraction}) * (${n})`,
    // "Double 007" has another meaning.
    ([, n = 0], { number }) => !mayBeYear(n) && !/^0\d/.test(number?.raw ?? ''),
  ),
  calculation('numbers.power_of', ['power', 'number'], (power, n) => `(${n})^${power}`),
  calculation(
    'numbers.difference',
    ['number', 'less'],
    (a, b) => `${a} - (${b})`,
    // Of 3 and 5 it is two, or minus two.
    ([a = 0, b = 0]) => a >= b,
  ),
  calculation(
    'numbers.as_percent',
    ['number'],
    (n) => `${n} * 100`,
    // 75 as a percentage is itself, or 7,500.
    ([n = 0]) => n > 0 && n < 1,
  ),
  calculation('numbers.as_decimal', ['percent'], (p) => `${p} / 100`),
];
