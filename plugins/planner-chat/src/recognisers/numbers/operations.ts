import type { Recogniser } from '../recogniser.ts';
import { calculation } from './calculation.ts';

const isWhole = (value: number) => Number.isSafeInteger(value) && value >= 0;

/** Two numbers and a verb: "multiply 6 by 9". */
export const operations: readonly Recogniser[] = [
  calculation('numbers.add', ['number', 'more'], (a, b) => `${a} + (${b})`),
  calculation('numbers.subtract', ['number', 'less'], (a, b) => `${a} - (${b})`),
  calculation('numbers.multiply', ['number', 'times'], (a, b) => `(${a}) * (${b})`),
  calculation(
    'numbers.divide',
    ['number', 'by'],
    (a, b) => `(${a}) / (${b})`,
    ([, by]) => by !== 0,
  ),
  calculation(
    'numbers.remainder',
    ['number', 'by'],
    (a, b) => `mod(${a}, ${b})`,
    // Of negative numbers and fractions, remainders are taken in more than one way.
    ([a = -1, b = 0]) => isWhole(a) && isWhole(b) && b > 0,
  ),
];
