/** A phrase, word by word. */
export type Words = readonly string[];

/** The words of a language inside numbers, calculations and dates: what slots read, beside the patterns around them. */
export interface SlotWords {
  /** Phrases for signs: "divided by" is /. */
  readonly operators: readonly (readonly [words: Words, sign: string])[];
  /** Phrases before a number for functions of math.evaluate: "square root of". */
  readonly functions: readonly (readonly [words: Words, name: string])[];
  /** Phrases behind a number for its powers: "squared" is 2. */
  readonly powers: readonly (readonly [words: Words, exponent: number])[];
  /** Phrases between a number and its exponent: "to the power of". */
  readonly raised: readonly Words[];
  /** Phrases that mean %. */
  readonly percent: readonly Words[];
  /** Between a share and its whole: of. */
  readonly of: ReadonlySet<string>;
  readonly and: ReadonlySet<string>;
  /** That mean 1 before a unit: a, an. */
  readonly one: ReadonlySet<string>;
  /** Phrases for days seen from today: tomorrow is 1. Longer ones first. */
  readonly days: readonly (readonly [words: Words, days: number])[];
  /** May stand before a date, and between its day and its month. */
  readonly articles: ReadonlySet<string>;
  /** Behind the number of a day: th, or a point. */
  readonly ordinals: ReadonlySet<string>;
  readonly dateUnits: Readonly<Record<string, 'days' | 'weeks' | 'months' | 'years'>>;
  /** Around "3 weeks": "in 3 weeks", "3 weeks ago" or, in other languages, before it, "3 weeks after", "3 weeks before". */
  readonly ahead: ReadonlySet<string>;
  readonly agoBehind: ReadonlySet<string>;
  readonly agoBefore: ReadonlySet<string>;
  readonly after: ReadonlySet<string>;
  readonly before: ReadonlySet<string>;
  /** Times of day with a name, as HH:MM. */
  readonly times: Readonly<Record<string, string>>;
  /** Behind a time in digits: o'clock. */
  readonly hour: ReadonlySet<string>;
}
