import { readRows } from '../../data/read-rows.ts';
import { aboutTable } from '../data/rows.ts';
import type { Recogniser } from '../recogniser.ts';

const MOST_ROWS = 50;

/** "transpose it", with a small table whose first column names its rows. */
export const transposed: Recogniser = aboutTable('data.transpose', (_captures, table, { numbers }) => {
  const [first] = table.columns;
  const facts = first === undefined ? null : table.factsOf(first);
  if (first === undefined || facts === null || facts.repeats || facts.folds || facts.empty > 0 || facts.kind !== 'text')
    return null;
  if (table.columns.some((name) => facts.holds(name)) || table.text.trim().split('\n').length > MOST_ROWS) return null;
  return (draft) => {
    const { columns } = table;
    const rows = readRows(draft, table);
    const value = draft.compute('transposed', 'Rows become columns', 'table.transpose', { rows, columns });
    const names = draft.compute('names', 'The new columns', 'table.column', { rows, column: first });
    const written = draft.compute('written', 'As texts', 'list.concat', { lists: [[first], names] });
    const block = draft.compute('shown', 'Write the table', 'markdown.table', {
      rows: value,
      columns: written,
      decimal_separator: numbers.decimal,
    });
    return { value, line: ['Transposed:'], block };
  };
});
