import type { Language } from '../language.ts';
import { holidays, months, weekdays, zones } from './dates.ts';
import { everydayMacros } from './everyday-macros.ts';
import { everydayPhrases } from './everyday-phrases.ts';
import { everydayVocabularies } from './everyday-vocabularies.ts';
import { dataPatterns } from './patterns/data.ts';
import { datePatterns, notationPatterns } from './patterns/dates.ts';
import { eachPatterns } from './patterns/each.ts';
import { everydayDatePatterns } from './patterns/everyday-dates.ts';
import { everydayEncodings } from './patterns/everyday-encodings.ts';
import { everydayJson } from './patterns/everyday-json.ts';
import { everydayNumberPatterns } from './patterns/everyday-numbers.ts';
import { everydayTexts } from './patterns/everyday-texts.ts';
import { everydayUnitPatterns } from './patterns/everyday-units.ts';
import { merged } from './patterns/merged.ts';
import { numberPatterns } from './patterns/numbers.ts';
import { questionPatterns } from './patterns/questions.ts';
import { narrowedPatterns, tablePatterns } from './patterns/tables.ts';
import { encodingPatterns, textPatterns } from './patterns/texts.ts';
import { unitPatterns } from './patterns/units.ts';
import { phrases } from './phrases.ts';
import {
  additive,
  articles,
  asides,
  choosing,
  columnNouns,
  dependent,
  generic,
  happening,
  independent,
  itemNouns,
  nameless,
  ordered,
  overview,
  people,
  personal,
  planned,
  profiling,
  quantities,
  rates,
  rowwise,
  small,
  steps,
  timely,
} from './requests.ts';
import { slotWords } from './slot-words.ts';
import { tableMacros, tableVocabularies } from './table-words.ts';
import { textMacros } from './text-macros.ts';
import { textVocabularies } from './text-vocabularies.ts';
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
  additive,
  happening,
  planned,
  rates,
  quantities,
  small,
  asides,
  macros: { ...macros, ...everydayMacros, ...textMacros, ...tableMacros },
  vocabularies: { ...vocabularies, ...everydayVocabularies, ...textVocabularies, ...tableVocabularies },
  each: eachPatterns,
  itemNouns,
  articles,
  choosing,
  generic,
  columnNouns,
  nameless,
  people,
  personal,
  patterns: merged(
    numberPatterns,
    notationPatterns,
    unitPatterns,
    datePatterns,
    textPatterns,
    encodingPatterns,
    dataPatterns,
    tablePatterns,
    narrowedPatterns,
    questionPatterns,
    everydayEncodings,
    everydayNumberPatterns,
    everydayDatePatterns,
    everydayUnitPatterns,
    everydayJson,
    everydayTexts,
  ),
  units,
  numbers,
  months,
  weekdays,
  zones,
  holidays,
  slotWords,
  markers: new Set(),
  phrases: { ...phrases, calculations: { ...phrases.calculations, ...everydayPhrases } },
};
