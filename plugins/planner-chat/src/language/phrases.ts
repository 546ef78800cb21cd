/** What one of something is called, and what others are. */
export type Noun = readonly [one: string, other: string];

/** The words of answers in a language. In sentences, `{name}` stands for a value. */
export interface Phrases {
  readonly months: readonly string[];
  /** Monday first. */
  readonly weekdays: readonly string[];
  /** Pattern of date.format for a day, by country; '' where none is named. */
  readonly day: Readonly<Record<string, string>>;
  /** Pattern of date.format for a time of a day. */
  readonly time: string;
  /** Of calculations by recogniser; where no `{result}` is, the sentence is the left side of an equation. */
  readonly calculations: Readonly<Record<string, string>>;
  /** Of statistics, by their name, with `{count}` and `{result}`. */
  readonly statistics: Readonly<Record<string, string>>;
  readonly units: Readonly<
    Record<'days' | 'weeks' | 'months' | 'years' | 'full_months' | 'full_years' | 'business_days', Noun>
  >;
  /** Units of time by the names that operations have for them: h, min, s. */
  readonly times: Readonly<Record<string, Noun>>;
  /** Of dates: what their recognisers say. */
  readonly dates: Readonly<
    Record<
      | 'difference'
      | 'months'
      | 'years'
      | 'week'
      | 'week_days'
      | 'quarter'
      | 'business_days'
      | 'business_day'
      | 'age'
      | 'counted'
      | 'counted_year'
      | 'time_there'
      | 'converted_time',
      string
    >
  >;
  /** Kinds of days that are counted; a day of the week is its number, Monday is 1. */
  readonly counted: Readonly<Record<string, Noun>>;
}
