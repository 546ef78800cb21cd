/** A piece of a message: a word, a number as it is written, a text in quotes, or one other character. */
export interface Token {
  readonly kind: 'word' | 'number' | 'quoted' | 'symbol';
  /** Lower case; of a quoted token what stands between the quotes, unchanged. */
  readonly text: string;
  /** Where it begins and ends in the message, in UTF-16 code units. */
  readonly start: number;
  readonly end: number;
  /** No white space stands before it. */
  readonly glued: boolean;
}
