import { spokenName } from '../../data/named-columns.ts';
import type { TableSource } from '../../data/read-rows.ts';
import type { Captures } from '../../grammar/pattern.ts';

/** A list of columns that a pattern caught under a name; empty where it caught none. */
export function columnsIn(captures: Captures, name: string): readonly string[] {
  const caught = captures[name]?.value;
  return (Array.isArray(caught) ? caught : [caught]).filter((column) => typeof column === 'string');
}

/**
 * Whether the rows of a table fall into clear groups by some columns: "North" and "north " could be one, and a second column of
 * numbers could be meant to be added up.
 */
export function areGroups(columns: readonly string[], table: TableSource): boolean {
  return columns.every((column, i) => {
    const { kind, folds } = table.factsOf(column);
    return !folds && kind !== 'mixed' && kind !== 'empty' && (i === 0 || kind !== 'number');
  });
}

/** Whether a column is called "total amount" beside one called "amount": then it is named, or the total of the other is wanted. */
export const endsInAnother = (column: string, { columns }: TableSource): boolean =>
  columns.some((other) => other !== column && spokenName(column).endsWith(` ${spokenName(other)}`));
