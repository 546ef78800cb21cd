import { calculation } from './calculation.ts';

/** The odd quarter turns, where the tangent has no value. */
const hasTangent = (degrees: number) => Math.abs(degrees % 180) !== 90;

/** Functions by their names: logarithms, sines of angles whose unit is said, rounding to whole numbers. */
export const functionsOf = [
  calculation(
    'numbers.function',
    ['function', 'number'],
    (name, n) => (name === 'root4' ? `(${n})^(1/4)` : `${name}(${n})`),
    ([, n = 0], captures) => {
      const name = String(captures.function?.value);
      // "Floor 3" is where somebody lives.
      if (name === 'floor' || name === 'ceil') return !Number.isInteger(n);
      return name === 'abs' || n > 0;
    },
  ),
  calculation(
    'numbers.logarithm',
    ['base', 'number'],
    (base, n) => `log(${n}, ${base})`,
    ([base = 0, n = 0]) => base > 0 && base !== 1 && n > 0,
  ),
  calculation(
    'numbers.trigonometry',
    ['trig', 'number', 'angle_unit'],
    (name, angle, unit) => `${name}${unit === 'deg' ? 'd' : ''}(${angle})`,
    ([, angle = 0], { trig, angle_unit: unit }) =>
      Math.abs(angle) <= 1e6 && (trig?.value !== 'tan' || unit?.value !== 'deg' || hasTangent(angle)),
  ),
  // Half a turn is 180 degrees, of which sines are exact.
  calculation(
    'numbers.trigonometry_pi',
    ['trig', 'times', 'by'],
    (name, times, by) => `${name}d(180 * (${times}) / (${by}))`,
    ([, times = 1, by = 1], { trig }) =>
      by !== 0 && Math.abs(times) <= 1000 && (trig?.value !== 'tan' || hasTangent((180 * times) / by)),
    { times: '1', by: '1' },
  ),
  calculation(
    'numbers.whole_of',
    ['part', 'percent'],
    (part, percent) => `${part} / (${percent}) * 100`,
    ([, percent = 0]) => percent > 0,
  ),
  calculation(
    'numbers.series',
    ['first', 'last'],
    (first, last) => `((${last}) - (${first}) + 1) * ((${first}) + (${last})) / 2`,
    ([first = 0, last = 0]) =>
      Number.isInteger(first) && Number.isInteger(last) && first < last && Math.max(-first, last) <= 1e9,
  ),
  calculation(
    'numbers.quotient_decimal',
    ['part', 'whole'],
    (part, whole) => `${part} / ${whole}`,
    ([, whole]) => whole !== 0,
  ),
  calculation(
    'numbers.mixed_decimal',
    ['number', 'part', 'whole'],
    (number, part, whole) => `${number} + ${part} / ${whole}`,
    ([number = -1, part = 0, whole = 0]) => Number.isInteger(number) && number >= 0 && part < whole && part > 0,
  ),
];
