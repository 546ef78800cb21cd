import type { AsideWords } from '../message/asides.ts';
import type { Phrases } from './phrases.ts';
import type { SlotWords } from './slot-words.ts';

/** A unit as people write it. `kind` of ambiguous ones decides by the other side or by the country. */
export interface UnitWords {
  /** Written in small letters; matched in any case. */
  readonly words: Readonly<Record<string, string>>;
  /** Matched exactly as written. */
  readonly symbols: Readonly<Record<string, string>>;
  /** Words whose unit depends on the country of the locale: word to country code to unit. */
  readonly byCountry: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/**
 * Everything that the planner knows of one language, as data. Patterns use the syntax of `grammar/compile-pattern.ts`;
 * `<name>` in a pattern stands for a macro.
 */
export interface Language {
  readonly code: string;
  readonly contractions: ReadonlyMap<string, readonly string[]>;
  /** Phrases that mean nothing for the answer, before and after a request. */
  readonly openers: readonly string[];
  readonly closers: readonly string[];
  /** Phrases that may stand between two requests in one sentence. */
  readonly joiners: readonly string[];
  /** Words that begin a request of their own, and words that lean on what was said before. */
  readonly independent: ReadonlySet<string>;
  readonly dependent: ReadonlySet<string>;
  /** Words that ask for an overview of data, and words that ask about single rows of it. */
  readonly overview: ReadonlySet<string>;
  readonly rowwise: ReadonlySet<string>;
  /** Words that ask about every column of data. */
  readonly profiling: ReadonlySet<string>;
  /** Words that ask how something changed in time. */
  readonly timely: ReadonlySet<string>;
  /** Words that stand in small letters within many titles. */
  readonly small: ReadonlySet<string>;
  /** Names of columns whose words have an order that is not that of the alphabet, such as months. */
  readonly ordered: ReadonlySet<string>;
  /** Words that stand on a scale, such as sizes and priorities: their order is not that of the alphabet. */
  readonly steps: ReadonlySet<string>;
  /** Words in names of columns of dates: when things happened, and when they only will or may. */
  readonly happening: ReadonlySet<string>;
  readonly planned: ReadonlySet<string>;
  /** Words in names of columns whose cells can be added up. */
  readonly additive: ReadonlySet<string>;
  /** Words in names of columns: what is paid for one, and how many. */
  readonly rates: ReadonlySet<string>;
  readonly quantities: ReadonlySet<string>;
  /** Tell what somebody says to the reader from the text that it is said about. */
  readonly asides: AsideWords;
  readonly macros: Readonly<Record<string, string>>;
  /** Phrases by slot, with what they mean: `{case_style}` in a pattern reads one of `vocabularies.case_style`. */
  readonly vocabularies: Readonly<Record<string, Readonly<Record<string, string | number>>>>;
  /** Patterns of what a model is asked for each item of a list, by what is asked. */
  readonly each: Readonly<Record<string, readonly string[]>>;
  /** Words for what a list consists of, with their singular: in `item`, a row, or a line of a list with marks. */
  readonly itemNouns: ReadonlyMap<string, { readonly kind: 'row' | 'line' | 'item'; readonly one: string }>;
  /** Before a noun: the, these. */
  readonly articles: ReadonlySet<string>;
  /** Say that a name is that of a column: column, fields. */
  readonly columnNouns: ReadonlySet<string>;
  /** Words that are no name for a new column: something, uppercase. */
  readonly nameless: ReadonlySet<string>;
  /** Words for people, and words in names of columns that only people have. */
  readonly people: ReadonlySet<string>;
  readonly personal: ReadonlySet<string>;
  /** Between things to choose from: or. */
  readonly choosing: ReadonlySet<string>;
  /** Patterns by recogniser. */
  readonly patterns: Readonly<Record<string, readonly string[]>>;
  readonly units: UnitWords;
  /** Number words, such as twelve. */
  readonly numbers: ReadonlyMap<string, number>;
  readonly months: ReadonlyMap<string, number>;
  /** Monday is 1. */
  readonly weekdays: ReadonlyMap<string, number>;
  /** Cities, countries with one zone, and abbreviations without a second meaning, in small letters, to IANA zones. */
  readonly zones: ReadonlyMap<string, string>;
  /** The words inside numbers, calculations and dates. */
  /** Name kinds of things, formats and programs: behind "base64 encode" they stand for one of them, not for the word. */
  readonly generic: ReadonlySet<string>;
  readonly slotWords: SlotWords;
  /** Words by which a message is known to be in this language, whatever the person's locale is. */
  readonly markers: ReadonlySet<string>;
  /** The words of answers. */
  readonly phrases: Phrases;
  readonly holidays: ReadonlyMap<string, readonly [month: number, day: number]>;
}
