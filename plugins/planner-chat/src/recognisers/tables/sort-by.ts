import { readRows } from '../../data/read-rows.ts';
import { escapeMarkdown } from '../../graph/markdown.ts';
import { onlyDate } from '../data/measures.ts';
import { aboutTable, sortable } from '../data/rows.ts';
import { showTable } from '../data/show-table.ts';
import type { Recogniser } from '../recogniser.ts';
import { adjective } from './adjective.ts';
import { columnsIn } from './groups.ts';

/** "sort by region then amount descending", "newest first", with a table. */
export const sortBy: Recogniser = aboutTable('data.sort_by', (captures, table, context) => {
  const dated = captures.dated_order?.value;
  const date = dated === undefined ? null : (columnsIn(captures, 'column')[0] ?? onlyDate(table));
  if (dated !== undefined && (date === null || table.factsOf(date).kind !== 'date')) return null;
  // "oldest first" may be about an age, or about the date.
  if (dated !== undefined && captures.column === undefined && adjective('descending age', table.columns) !== null)
    return null;
  const [said] = columnsIn(captures, 'superlative');
  const about = said === undefined ? null : adjective(said, table.columns);
  if (said !== undefined) {
    const [column] = columnsIn(captures, 'column');
    if (about === null || (column !== undefined && column !== about.column)) return null;
    if (table.factsOf(about.column).kind !== 'number') return null;
  }
  if (
    captures.alphabetical !== undefined &&
    columnsIn(captures, 'column').some((name) => table.factsOf(name).kind !== 'text')
  )
    return null;
  const named = about === null ? date : about.column;
  const keys = named === null ? ['column', 'column2', 'column3'].flatMap((name) => columnsIn(captures, name)) : [named];
  const orders = [
    dated ?? about?.order ?? (captures.alphabetical ?? captures.order)?.value,
    captures.order2?.value,
    captures.order3?.value,
  ];
  if (keys.length === 0 || new Set(keys).size < keys.length) return null;
  if (keys.some((column) => !sortable(table, column, context.language))) return null;
  // Behind the last column an order could be meant for all of them, unless each has one of its own.
  if (
    keys.length > 1 &&
    orders[keys.length - 1] === 'descending' &&
    orders[0] === undefined &&
    captures.then === undefined
  )
    return null;
  const by = keys.map((column, i) => ({ column, order: String(orders[i] ?? 'ascending') }));
  return (draft) => {
    const rows = draft.compute('sorted', `Sort by ${keys.join(', ')}`, 'table.sort', {
      rows: readRows(draft, table),
      by,
      locale: context.language.code,
    });
    const title = by.map(({ column, order }) => `${escapeMarkdown(column)}, ${order}`).join('; then by ');
    return { value: rows, line: [`Sorted by ${title}:`], block: showTable(draft, rows, table.columns, context) };
  };
});
