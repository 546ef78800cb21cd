import type { Json, JsonObject } from '@kora/contracts';
import { fail, quoted } from '../operation/fail.ts';
import { any, list, MAX_NAME, record, type Schema, text } from '../operation/schema.ts';

/** One row of a table: column names to values. */
export type Row = JsonObject;

/** Schema of a column's name. */
export const columnSchema = (description: string): Schema<string> => text(description, MAX_NAME, 1);

/** Schema of a table: a list of rows, each an object from column name to value. */
export const rowsSchema = (description: string): Schema<readonly Row[]> => list(record(any()), description);

/** Most rows that a result may have. */
export const MAX_ROWS = 1_000_000;

/** A cell; a column that a row lacks reads as null. Only own properties count, so `constructor` is an ordinary name. */
export function cell(row: Row, column: string): Json {
  return Object.hasOwn(row, column) ? (row[column] ?? null) : null;
}

/** A row built from cells in order. It has no prototype, so every column name is harmless. */
export function rowOf(cells: Iterable<readonly [string, Json]>): Row {
  const row: Record<string, Json> = Object.create(null);
  for (const [column, value] of cells) row[column] = value;
  return row;
}

/** All columns that occur in any row, in code-unit order: the order inside a row is no information. */
export function columnsOf(rows: readonly Row[]): string[] {
  const seen = new Set<string>();
  for (const row of rows) for (const column of Object.keys(row)) seen.add(column);
  return [...seen].sort();
}

/** @throws Error when no row of a table that has rows knows the column: a misspelt name must not pass as empty. */
export function requireColumns(rows: readonly Row[], columns: readonly string[], argument: string): void {
  if (rows.length === 0) return;
  for (const column of columns) {
    if (!rows.some((row) => Object.hasOwn(row, column))) {
      fail(argument, `names the column ${quoted(column)}, which no row has; columns are ${quoted(columnsOf(rows))}`);
    }
  }
}
