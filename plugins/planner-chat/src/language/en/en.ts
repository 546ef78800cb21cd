import type { Language } from '../language.ts';
import { holidays, months, weekdays, zones } from './dates.ts';
import { dataPatterns } from './patterns/data.ts';
import { datePatterns, notationPatterns } from './patterns/dates.ts';
import { eachPatterns } from './patterns/each.ts';
import { numberPatterns } from './patterns/numbers.ts';
import { encodingPatterns, textPatterns } from './patterns/texts.ts';
import { unitPatterns } from './patterns/units.ts';
import { phrases } from './phrases.ts';
import {
  articles,
  asides,
  choosing,
  dependent,
  independent,
  itemNouns,
  ordered,
  overview,
  profiling,
  quantities,
  rates,
  rowwise,
  small,
  steps,
  timely,
} from './requests.ts';
import { slotWords } from './slot-words.ts';
import { units } from './units.ts';
import { vocabularies } from './vocabularies.ts';
import { closers, contractions, joiners, macros, numbers, openers } from './words.ts';

/** English. */
export const en: Language = {
  code: 'en',
  contractions,
  openers,
  closers,
  joiners,
  independent,
  dependent,
  overview,
  profiling,
  rowwise,
  timely,
  ordered,
  steps,
  rates,
  quantities,
  small,
  asides,
  macros,
  vocabularies,
  each: eachPatterns,
  itemNouns,
  articles,
  choosing,
  patterns: {
    ...numberPatterns,
    ...notationPatterns,
    ...unitPatterns,
    ...datePatterns,
    ...textPatterns,
    ...encodingPatterns,
    ...dataPatterns,
  },
  units,
  numbers,
  months,
  weekdays,
  zones,
  holidays,
  slotWords,
  markers: new Set(),
  phrases,
};
