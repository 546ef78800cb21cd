import type { SlotWords, Words } from '../slot-words.ts';

const set = (words: string) => new Set(words.split(' '));
const words = (phrase: string): Words => phrase.split(' ');

/** German words inside numbers, calculations and dates. "Werktag" is left out: to some, Saturday is one. */
export const slotWords: SlotWords = {
  operators: [
    [words('plus'), '+'],
    [words('minus'), '-'],
    [words('mal'), '*'],
    [words('multipliziert mit'), '*'],
    [words('geteilt durch'), '/'],
    [words('dividiert durch'), '/'],
    [words('durch'), '/'],
  ],
  functions: [
    [words('wurzel aus'), 'sqrt'],
    [words('wurzel von'), 'sqrt'],
    [words('quadratwurzel aus'), 'sqrt'],
    [words('quadratwurzel von'), 'sqrt'],
    [words('kubikwurzel aus'), 'cbrt'],
    [words('fakultät von'), 'factorial'],
  ],
  powers: [
    [words('zum quadrat'), 2],
    [words('im quadrat'), 2],
    [words('hoch zwei'), 2],
    [words('hoch drei'), 3],
  ],
  raised: [words('hoch')],
  percent: [words('prozent')],
  of: set('von'),
  and: set('und'),
  one: set('ein eine einen einem einer'),
  days: [
    [words('heute'), 0],
    [words('jetzt'), 0],
    [words('übermorgen'), 2],
    [words('vorgestern'), -2],
    [words('gestern'), -1],
    [words('morgen'), 1],
  ],
  articles: set('der dem den des'),
  ordinals: set('.'),
  dateUnits: {
    tag: 'days',
    tage: 'days',
    tagen: 'days',
    woche: 'weeks',
    wochen: 'weeks',
    monat: 'months',
    monate: 'months',
    monaten: 'months',
    jahr: 'years',
    jahre: 'years',
    jahren: 'years',
  },
  ahead: set('in'),
  agoBehind: new Set(),
  agoBefore: set('vor'),
  after: set('nach'),
  before: set('vor'),
  times: { mittag: '12:00', mitternacht: '00:00' },
  hour: set('uhr'),
};
