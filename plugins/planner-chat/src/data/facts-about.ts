import { setImmediate } from 'node:timers/promises';
import { type ColumnFacts, factsOf, UNKNOWN_FACTS } from './column-facts.ts';
import type { DataSource } from './data-source.ts';
import { scanColumn } from './scan-column.ts';
import { hasTotalRow, isTotalled } from './total-rows.ts';
import { hasUnevenRow } from './uneven-rows.ts';

/** Longer tables cannot be read by a task either. */
const LONGEST = 4_000_000;

/** Shorter ones are looked at when they are asked for, in one go. */
const SHORT = 100_000;

/** What is found out by looking at all rows. */
type Looks = 'factsOf' | 'lookAt' | 'hasTotalRow' | 'isUneven';

/** What all rows of a table hold, each column when it is first asked for. */
export function factsAbout(table: Omit<DataSource, Looks>): Pick<DataSource, Looks> {
  const { kind, text, columns, rows, delimiter, writing } = table;
  const known = new Map<string, ColumnFacts>();
  let totals: boolean | null = null;
  let uneven: boolean | null = null;
  const place = (column: string) => columns?.indexOf(column) ?? -1;
  const scan = (column: string) => scanColumn({ text, delimiter, at: place(column), writing });
  const look = (column: string): ColumnFacts => {
    if (rows !== null)
      return factsOf(
        rows.map((row) => row[place(column)] ?? ''),
        writing,
      );
    if (kind !== 'csv' || text.length > SHORT) return UNKNOWN_FACTS;
    const scanning = scan(column);
    for (;;) {
      const { done, value } = scanning.next();
      if (done === true) return value;
    }
  };
  const factsOfColumn = (column: string): ColumnFacts => {
    const found = known.get(column) ?? look(column);
    known.set(column, found);
    return found;
  };
  return {
    factsOf: factsOfColumn,
    hasTotalRow() {
      totals ??= hasTotalRow(table) || isTotalled((columns ?? []).map(factsOfColumn));
      return totals;
    },
    isUneven() {
      uneven ??= hasUnevenRow(table);
      return uneven;
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
