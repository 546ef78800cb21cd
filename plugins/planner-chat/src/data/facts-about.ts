import { setImmediate } from 'node:timers/promises';
import { type ColumnFacts, factsOf } from './column-facts.ts';
import type { DataSource } from './data-source.ts';
import { scanColumn } from './scan-column.ts';
import { hasTotalRow } from './total-rows.ts';

/** Longer tables cannot be read by a task either. */
const LONGEST = 4_000_000;

/** Shorter ones are looked at when they are asked for, in one go. */
const SHORT = 100_000;

const UNKNOWN: ColumnFacts = { kind: 'mixed', folds: true, empty: 0, isPositive: false, holds: () => false };

/** What all rows of a table hold, each column when it is first asked for. */
export function factsAbout(
  table: Omit<DataSource, 'factsOf' | 'lookAt' | 'hasTotalRow'>,
): Pick<DataSource, 'factsOf' | 'lookAt' | 'hasTotalRow'> {
  const { kind, text, columns, rows, delimiter, writing } = table;
  const known = new Map<string, ColumnFacts>();
  let totals: boolean | null = null;
  const place = (column: string) => columns?.indexOf(column) ?? -1;
  const scan = (column: string) => scanColumn({ text, delimiter, at: place(column), writing });
  const look = (column: string): ColumnFacts => {
    if (rows !== null)
      return factsOf(
        rows.map((row) => row[place(column)] ?? ''),
        writing,
      );
    if (kind !== 'csv' || text.length > SHORT) return UNKNOWN;
    const scanning = scan(column);
    for (;;) {
      const { done, value } = scanning.next();
      if (done === true) return value;
    }
  };
  return {
    factsOf(column) {
      const found = known.get(column) ?? look(column);
      known.set(column, found);
      return found;
    },
    hasTotalRow() {
      totals ??= hasTotalRow(table);
      return totals;
    },
    async lookAt(some) {
      if (kind !== 'csv' || text.length <= SHORT || text.length > LONGEST) return;
      for (const column of some) {
        const scanning = scan(column);
        for (let step = scanning.next(); ; step = scanning.next()) {
          if (step.done === true) {
            known.set(column, step.value);
            break;
          }
          await setImmediate();
        }
      }
    },
  };
}
