import { setImmediate } from 'node:timers/promises';
import type { ColumnKind } from './column-kinds.ts';
import type { DataSource } from './data-source.ts';
import { MARKDOWN_HEAD } from './read-markdown-head.ts';
import { scanColumn } from './scan-column.ts';

/** Longer tables cannot be read by a task either. */
const LONGEST = 4_000_000;

/** Shorter ones are looked at when they are asked for, in one go. */
const SHORT = 100_000;

/** The kinds of a table's columns, judged by all of its rows, each when it is first asked for. */
export function kindsOf(table: Omit<DataSource, 'kindOf' | 'lookAt'>): Pick<DataSource, 'kindOf' | 'lookAt'> {
  const { kind, text, columns, kinds, delimiter, writing } = table;
  const known = new Map<string, ColumnKind>();
  const scan = (column: string) => scanColumn({ text, delimiter, at: columns?.indexOf(column) ?? -1, writing });
  const look = (column: string): ColumnKind => {
    const seen = kinds[columns?.indexOf(column) ?? -1] ?? 'mixed';
    // Of JSON, and of a Markdown table that is not long, all rows have been seen.
    if (kind === 'json' || (kind === 'markdown' && text.length <= MARKDOWN_HEAD)) return seen;
    if (kind !== 'csv' || text.length > SHORT) return 'mixed';
    const scanning = scan(column);
    for (;;) {
      const { done, value } = scanning.next();
      if (done === true) return value;
    }
  };
  return {
    kindOf(column) {
      const found = known.get(column) ?? look(column);
      known.set(column, found);
      return found;
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
