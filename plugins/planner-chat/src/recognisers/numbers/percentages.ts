import type { Recogniser } from '../recogniser.ts';
import { calculation } from './calculation.ts';

/** Percentages in words; those in signs are arithmetic. */
export const percentages: readonly Recogniser[] = [
  calculation('numbers.percent_of', ['percent', 'number'], (p, n) => `${p} / 100 * ${n}`),
  calculation(
    'numbers.what_percent',
    ['part', 'whole'],
    (part, whole) => `${part} / ${whole} * 100`,
    // Of nothing there is no percentage.
    ([, whole]) => whole !== 0,
  ),
  calculation(
    'numbers.percent_change',
    ['from', 'to'],
    (from, to) => `(${to} - (${from})) / abs(${from}) * 100`,
    // "a decrease from 60 to 80" is a slip; from below zero, percentages say nothing.
    ([from = 0, to = 0], { direction }) =>
      from > 0 && (direction === undefined || from === to || (direction.value === 'up') === to > from),
  ),
  calculation(
    'numbers.percent_more',
    ['number', 'percent'],
    (n, p) => `${n} * (1 + ${p} / 100)`,
    ([, p = 0]) => p >= 0,
  ),
  calculation(
    'numbers.percent_less',
    ['number', 'percent'],
    (n, p) => `${n} * (1 - ${p} / 100)`,
    ([, p = 0]) => p >= 0 && p <= 100,
  ),
];
