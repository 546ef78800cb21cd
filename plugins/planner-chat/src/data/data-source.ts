import type { ColumnFacts } from './column-facts.ts';
import type { ColumnKind, Writing } from './column-kinds.ts';

/** A text that a request is about: an attachment, or what was pasted into the message. */
export interface DataSource {
  /** Among the texts of its request. */
  readonly position: number;
  /** File name, or `pasted text`. */
  readonly name: string;
  readonly kind: 'csv' | 'json' | 'yaml' | 'markdown' | 'text';
  readonly text: string;
  readonly pasted: boolean;
  /** Where it begins and ends is marked: an attachment, or a fenced block. */
  readonly closed: boolean;
  /** Of a table whose head could be read cheaply: its columns in order. Null for anything else. */
  readonly columns: readonly string[] | null;
  /** Of a table: what the first rows of each column hold, enough to choose what a summary shows. */
  readonly kinds: readonly ColumnKind[];
  /** Of CSV. */
  readonly delimiter: ',' | ';' | '\t' | '|';
  /** Of CSV. */
  readonly writing: Writing;
  /** Of a table that was read whole: the cells of its rows. Null for anything else. */
  readonly rows: readonly (readonly string[])[] | null;
  /** What all rows of a column hold: what is computed of it rests on that. `mixed` where nobody looked at all of them. */
  factsOf(column: string): ColumnFacts;
  /** Whether some row sums up others. */
  hasTotalRow(): boolean;
  /** Whether some line of CSV is no row like the others. */
  isUneven(): boolean;
  /** Looks at all rows of some columns of a long table, a few thousand at a time: others have their turn in between. */
  lookAt(columns: readonly string[]): Promise<void>;
}
