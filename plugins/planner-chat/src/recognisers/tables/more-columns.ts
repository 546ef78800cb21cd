import { readRows, type TableSource } from '../../data/read-rows.ts';
import { escapeMarkdown } from '../../graph/markdown.ts';
import { freeColumn, isOrdinal, onlyDate } from '../data/measures.ts';
import { aboutTable } from '../data/rows.ts';
import { showTable } from '../data/show-table.ts';
import type { Recogniser } from '../recogniser.ts';
import { leftOut } from './gaps.ts';
import { columnsIn } from './groups.ts';

/** By what rows are sorted before they are added up; '' for the order that they have, null where that could matter. */
function orderFor(said: string | undefined, table: TableSource): string | null {
  if (said !== undefined)
    return ['date', 'number'].includes(table.factsOf(said).kind) && table.factsOf(said).empty === 0 ? said : null;
  const hasDates = table.columns.some((column) => table.factsOf(column).kind === 'date');
  if (!hasDates) return '';
  const date = onlyDate(table);
  return date === null || table.factsOf(date).empty > 0 ? null : date;
}

/** "cumulative sum of amount", "running total of amount by date", with a table. */
export const runningSum: Recogniser = aboutTable('data.running_sum', (captures, table, context) => {
  const [column] = columnsIn(captures, 'column');
  if (column === undefined || table.factsOf(column).kind !== 'number') return null;
  const sorted = orderFor(columnsIn(captures, 'sorted')[0], table);
  if (sorted === null || sorted === column) return null;
  const name = freeColumn(`running total of ${column}`, table);
  return (draft) => {
    const all = readRows(draft, table);
    const rows =
      sorted === ''
        ? all
        : draft.compute('sorted', `Sort by ${sorted}`, 'table.sort', { rows: all, by: [{ column: sorted }] });
    const value = draft.compute('running', 'Add up', 'table.add_running_sum', { rows, column, as: name });
    const order = sorted === '' ? 'in the order of the rows' : `in the order of ${escapeMarkdown(sorted)}`;
    const title = `Running total of ${escapeMarkdown(column)}, ${order}${leftOut(table, [column])}:`;
    return { value, line: [title], block: showTable(draft, value, [...table.columns, name], context) };
  };
});

/** "rank by amount", with a table: the highest number has rank 1. */
export const rankBy: Recogniser = aboutTable('data.rank', (captures, table, context) => {
  const [column] = columnsIn(captures, 'column');
  const order = captures.order?.value ?? 'descending';
  if (column === undefined || isOrdinal(column, context.language) || table.factsOf(column).kind !== 'number')
    return null;
  const name = freeColumn('rank', table);
  return (draft) => {
    const ranked = draft.compute('ranked', `Rank by ${column}`, 'table.add_rank', {
      rows: readRows(draft, table),
      column,
      as: name,
      order: String(order),
    });
    const value = draft.compute('sorted', 'In order', 'table.sort', { rows: ranked, by: [{ column: name }] });
    const first = order === 'descending' ? 'highest' : 'lowest';
    const gaps = leftOut(table, [column]).replace('left out', 'without a rank');
    const title = `Ranked by ${escapeMarkdown(column)}, the ${first} first; equal values share a rank${gaps}:`;
    return { value, line: [title], block: showTable(draft, value, [name, ...table.columns], context) };
  };
});
