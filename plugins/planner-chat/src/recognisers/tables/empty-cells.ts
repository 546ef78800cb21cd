import { readRows } from '../../data/read-rows.ts';
import { part } from '../../graph/draft.ts';
import { writeNumber } from '../../graph/write-value.ts';
import { hasPlainGaps } from '../data/conditions.ts';
import { aboutTable } from '../data/rows.ts';
import { showTable } from '../data/show-table.ts';
import type { Recogniser } from '../recogniser.ts';

/** "is any cell empty", "missing values per column", with a table. */
export const emptyCells: Recogniser = aboutTable('data.empty_cells', ({ counted }, table, context) => {
  // In JSON there is more than one nothing, and some people write n/a: then only who finds none at all is certain.
  const isFull = table.kind !== 'csv' && table.columns.every((name) => table.factsOf(name).empty === 0);
  const isPlain = table.columns.every((name) => hasPlainGaps(table, name, isFull));
  if (!isPlain || (table.kind !== 'csv' && !isFull)) return null;
  return (draft) => {
    const rows = readRows(draft, table);
    const described = draft.compute('description', 'Count the cells', 'table.describe', {
      rows,
      columns: table.columns,
    });
    const columns = draft.compute('cells', 'By column', 'table.select', {
      rows: part(described, '/columns'),
      columns: ['column', { column: 'nulls', as: 'empty cells' }],
    });
    const all = draft.compute('all', 'Of all columns', 'table.group_aggregate', {
      rows: columns,
      group_by: [],
      aggregates: [{ function: 'sum', column: 'empty cells', as: 'all' }],
    });
    const count = part(all, '/0/all');
    const nouns = { form: 'bold', one: 'empty cell', other: 'empty cells' } as const;
    const written = writeNumber(draft, count, context.numbers, nouns);
    const block = showTable(draft, columns, ['column', 'empty cells'], context);
    return { value: counted === undefined ? columns : count, line: [written, '; by column:'], block };
  };
});
