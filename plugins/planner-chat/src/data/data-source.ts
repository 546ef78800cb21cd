import type { ColumnKind } from './column-kinds.ts';

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
  /** Of a table: what the first rows of each column hold. */
  readonly kinds: readonly ColumnKind[];
  /** Of CSV. */
  readonly delimiter: ',' | ';' | '\t' | '|';
  /** Of CSV: what stands before decimals. */
  readonly decimal: '.' | ',';
}
