import { readRows } from '../../data/read-rows.ts';
import { part } from '../../graph/draft.ts';
import { writeNumber } from '../../graph/write-value.ts';
import { aboutTable } from '../data/rows.ts';
import type { Recogniser } from '../recogniser.ts';

const REPEATS = {
  form: 'bold',
  one: 'row repeats an earlier one in every column',
  other: 'rows repeat an earlier one in every column',
} as const;

/** "duplicates?", "how many duplicate rows are there": rows that are the same as an earlier one in every column. */
export const duplicateRows: Recogniser = aboutTable('data.duplicate_rows', (_captures, table, { numbers }) => {
  if (table.columns.some((name) => table.factsOf(name).folds || table.factsOf(name).kind === 'mixed')) return null;
  return (draft) => {
    const rows = readRows(draft, table);
    const once = draft.compute('distinct', 'Each once', 'table.distinct', { rows });
    const all = draft.compute('all', 'Count the rows', 'list.count', { items: rows });
    const different = draft.compute('different', 'Count those that differ', 'list.count', { items: once });
    const repeated = draft.compute('repeated', 'How many repeat another', 'math.evaluate', {
      expression: 'all - different',
      variables: { all, different },
    });
    const value = part(repeated, '/value');
    return { value, line: [writeNumber(draft, value, numbers, REPEATS)] };
  };
});
