import type { ColumnKind, Writing } from './column-kinds.ts';

/** What could be read cheaply of a table. */
export interface TableHead {
  /** In order of first appearance. */
  readonly columns: readonly string[];
  /** What the rows that were looked at hold. */
  readonly kinds: readonly ColumnKind[];
  /** The cells of all rows; null when not all of them were looked at. */
  readonly rows: readonly (readonly string[])[] | null;
  readonly writing: Writing;
}
