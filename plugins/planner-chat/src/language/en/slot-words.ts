import type { SlotWords, Words } from '../slot-words.ts';

const set = (words: string) => new Set(words.split(' '));
const words = (phrase: string): Words => phrase.split(' ');

/** English words inside numbers, calculations and dates. */
export const slotWords: SlotWords = {
  operators: [
    [words('plus'), '+'],
    [words('minus'), '-'],
    [words('times'), '*'],
    [words('multiplied by'), '*'],
    [words('divided by'), '/'],
  ],
  functions: [
    [words('square root of'), 'sqrt'],
    [words('cube root of'), 'cbrt'],
    [words('factorial of'), 'factorial'],
  ],
  powers: [
    [words('squared'), 2],
    [words('cubed'), 3],
  ],
  raised: [words('to the power of'), words('raised to the power of'), words('raised to'), words('to the power')],
  percent: [words('percent'), words('per cent'), words('pct')],
  of: set('of'),
  and: set('and'),
  one: set('a an'),
  days: [
    [words('the day after tomorrow'), 2],
    [words('day after tomorrow'), 2],
    [words('the day before yesterday'), -2],
    [words('day before yesterday'), -2],
    [words('today'), 0],
    [words('now'), 0],
    [words('tomorrow'), 1],
    [words('yesterday'), -1],
  ],
  articles: set('the of'),
  ordinals: set('st nd rd th'),
  dateUnits: {
    day: 'days',
    days: 'days',
    week: 'weeks',
    weeks: 'weeks',
    month: 'months',
    months: 'months',
    year: 'years',
    years: 'years',
  },
  ahead: set('in'),
  agoBehind: set('ago'),
  agoBefore: new Set(),
  after: set('from after'),
  before: set('before'),
  times: { noon: '12:00', midnight: '00:00' },
  hour: new Set(),
};
