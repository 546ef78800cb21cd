import { readRows } from '../../data/read-rows.ts';
import { escapeMarkdown } from '../../graph/markdown.ts';
import { aboutTable } from '../data/rows.ts';
import { showTable } from '../data/show-table.ts';
import type { Recogniser } from '../recogniser.ts';
import { columnsIn } from './groups.ts';
import { sayTies, upTo } from './up-to.ts';

/** "most common product", "which status occurs least often", with a table. */
export const mostCommon: Recogniser = aboutTable('data.most_common', (captures, table, context) => {
  const [column] = columnsIn(captures, 'column');
  const order = captures.frequency?.value;
  if (column === undefined || column === 'rows' || (order !== 'descending' && order !== 'ascending')) return null;
  const { kind, folds, empty } = table.factsOf(column);
  if ((kind !== 'text' && kind !== 'date') || folds || empty > 0) return null;
  return (draft) => {
    const groups = draft.compute('groups', `Count by ${column}`, 'table.group_aggregate', {
      rows: readRows(draft, table),
      group_by: [column],
      aggregates: [{ function: 'count', column, as: 'rows' }],
    });
    const sorted = draft.compute('sorted', 'In order', 'table.sort', { rows: groups, by: [{ column: 'rows', order }] });
    const value = upTo(draft, sorted, 1, 'rows', order);
    const title = `${order === 'descending' ? 'Most' : 'Least'} common ${escapeMarkdown(column)}`;
    const line = [title, sayTies(draft, value, 1), ':'];
    return { value, line, block: showTable(draft, value, [column, 'rows'], context) };
  };
});
