import { readRows } from '../../data/read-rows.ts';
import { part } from '../../graph/draft.ts';
import { escapeMarkdown } from '../../graph/markdown.ts';
import { writeCell, writeNumber } from '../../graph/write-value.ts';
import type { Recogniser } from '../recogniser.ts';
import { columnsIn } from '../tables/groups.ts';
import { onlyDate } from './measures.ts';
import { aboutTable, ROWS } from './rows.ts';
import { showTable } from './show-table.ts';

const COLUMNS = { form: 'bold', one: 'column', other: 'columns' } as const;

/** "how many columns are there", "how many rows and columns". */
export const shape: Recogniser = aboutTable('data.shape', ({ both }, table, { numbers }) => (draft) => {
  const names = draft.compute('columns', 'The columns', 'value.constant', { value: table.columns });
  const columns = draft.compute('column_count', 'Count the columns', 'list.count', { items: names });
  const written = writeNumber(draft, columns, numbers, COLUMNS);
  if (both === undefined) return { value: columns, line: [written] };
  const rows = draft.compute('count', 'Count the rows', 'list.count', { items: readRows(draft, table) });
  const value = draft.compute('size', 'Both', 'value.constant', { value: { rows, columns } });
  return { value, line: [writeNumber(draft, rows, numbers, ROWS), ' and ', written] };
});

/** "what is the date range", "earliest date", with a table that has one column of dates. */
export const dateRange: Recogniser = aboutTable('data.date_range', ({ first, last }, table, { numbers }) => {
  const date = onlyDate(table);
  if (date === null) return null;
  return (draft) => {
    const found = draft.compute('ends', `First and last ${date}`, 'table.group_aggregate', {
      rows: readRows(draft, table),
      group_by: [],
      aggregates: [
        { function: 'min', column: date, as: 'first' },
        { function: 'max', column: date, as: 'last' },
      ],
    });
    const [from, to] = [part(found, '/0/first'), part(found, '/0/last')];
    const shown = (ref: typeof from) => ['**', writeCell(draft, ref, numbers), '**'];
    const name = escapeMarkdown(date);
    if (first !== undefined) return { value: from, line: [`First ${name}: `, ...shown(from)] };
    if (last !== undefined) return { value: to, line: [`Last ${name}: `, ...shown(to)] };
    return { value: part(found, '/0'), line: [`${name}: from `, ...shown(from), ' to ', ...shown(to)] };
  };
});

/** "show only the columns region and amount", "remove the status column", "everything except price and date". */
export const columnChoice: Recogniser = aboutTable('data.select', (captures, table, context) => {
  const named = [
    ...columnsIn(captures, 'columns'),
    ...['column', 'column2', 'column3'].flatMap((name) => columnsIn(captures, name)),
  ];
  const many = columnsIn(captures, 'dropped_many');
  const dropped = [...columnsIn(captures, 'dropped'), ...many];
  if (many.length === 1) return null;
  // "show region": whether each row's is wanted, or each once, nobody knows.
  if (captures.columns !== undefined && named.length < 2) return null;
  const columns = dropped.length > 0 ? table.columns.filter((name) => !dropped.includes(name)) : named;
  if (columns.length === 0 || new Set(columns).size < columns.length) return null;
  return (draft) => {
    const rows = draft.compute('selected', 'Keep the columns', 'table.select', {
      rows: readRows(draft, table),
      columns,
    });
    const title =
      dropped.length > 0
        ? `Without ${dropped.map(escapeMarkdown).join(', ')}:`
        : `${columns.map(escapeMarkdown).join(', ')}:`;
    return { value: rows, line: [title], block: showTable(draft, rows, columns, context) };
  };
});
