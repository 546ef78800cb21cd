import { readRows } from '../../data/read-rows.ts';
import { escapeMarkdown } from '../../graph/markdown.ts';
import type { Recogniser } from '../recogniser.ts';
import { upTo } from '../tables/up-to.ts';
import { isAdditive, isPerUnit } from './measures.ts';
import { aboutTable } from './rows.ts';
import { showTable } from './show-table.ts';

/** "top 3 customers by revenue", "which product sold the most units", "which region has the lowest total revenue". */
export const leaders: Recogniser = aboutTable('data.leaders', (captures, table, context) => {
  const group = captures.group?.value ?? captures.groups?.value;
  const column = captures.column?.value;
  const count = captures.integer?.value ?? 1;
  if (typeof group !== 'string' || typeof column !== 'string' || group === column) return null;
  if (typeof count !== 'number' || count < 1 || count > 1_000) return null;
  const facts = table.factsOf(group);
  if (facts.kind !== 'text' || facts.folds || facts.empty > 0) return null;
  if (table.factsOf(column).kind !== 'number' || isPerUnit(column, table, context.language)) return null;
  if (captures.total === undefined && !isAdditive(column, table, context.language)) return null;
  const order = captures.extreme?.value ?? captures.end?.value ?? 'descending';
  if (order !== 'descending' && order !== 'ascending') return null;
  // Who has the least is not known where amounts are missing.
  if (order === 'ascending' && table.factsOf(column).empty > 0) return null;
  const label = `total ${column}`;
  if (group === label) return null;
  return (draft) => {
    const groups = draft.compute('groups', `${label} by ${group}`, 'table.group_aggregate', {
      rows: readRows(draft, table),
      group_by: [group],
      aggregates: [{ function: 'sum', column, as: label }],
    });
    const sorted = draft.compute('sorted', `Sort by ${label}`, 'table.sort', {
      rows: groups,
      by: [{ column: label, order }],
    });
    const found = upTo(draft, sorted, count, label, order);
    const { empty } = table.factsOf(column);
    const leftOut = empty === 0 ? '' : ` (${empty === 1 ? '1 empty cell is' : `${empty} empty cells are`} left out)`;
    const title = `By ${escapeMarkdown(label)}, ${order}${leftOut}:`;
    return { value: found, line: [title], block: showTable(draft, found, [group, label], context) };
  };
});
