import { zones as everywhere } from '../en/dates.ts';
import { units as english } from '../en/units.ts';
import type { Language } from '../language.ts';
import { holidays, months, weekdays, zones } from './dates.ts';
import { patterns } from './patterns.ts';
import { phrases } from './phrases.ts';
import { slotWords } from './slot-words.ts';
import { unitWords } from './units.ts';
import { vocabularies } from './vocabularies.ts';
import { closers, joiners, macros, markers, numbers, openers } from './words.ts';

const none: ReadonlySet<string> = new Set();

/** German. Its patterns ask about no texts and no data so far, so what is said around those has no words. */
export const de: Language = {
  code: 'de',
  contractions: new Map(),
  openers,
  closers,
  joiners,
  independent: none,
  dependent: none,
  overview: none,
  profiling: none,
  rowwise: none,
  timely: none,
  small: none,
  ordered: none,
  steps: none,
  additive: none,
  happening: none,
  planned: none,
  rates: none,
  quantities: none,
  asides: {
    opening: none,
    verbs: none,
    anywhere: none,
    continuing: none,
    joining: new Set(['und']),
    greeting: none,
    manner: none,
    manners: new Map(),
  },
  macros,
  vocabularies,
  each: {},
  itemNouns: new Map(),
  articles: none,
  columnNouns: none,
  nameless: none,
  people: none,
  personal: none,
  choosing: none,
  generic: none,
  patterns,
  units: { words: unitWords, symbols: english.symbols, byCountry: {} },
  numbers,
  months,
  weekdays,
  zones: new Map([...everywhere, ...zones]),
  holidays,
  slotWords,
  markers,
  phrases,
};
