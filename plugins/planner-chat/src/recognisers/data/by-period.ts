import { readRows, type TableSource } from '../../data/read-rows.ts';
import { escapeMarkdown } from '../../graph/markdown.ts';
import type { Recogniser } from '../recogniser.ts';
import { isAdditive, isPerUnit, onlyMeasure, whenColumn } from './measures.ts';
import { aboutTable } from './rows.ts';
import { showTable } from './show-table.ts';

/** Whether rows can be put together by a column, and it is none that is used for something else. */
function isGroup(group: string, table: TableSource, used: readonly string[]): boolean {
  const { kind, folds, empty } = table.factsOf(group);
  return kind === 'text' && !folds && empty === 0 && !used.includes(group);
}

/** "total revenue per month", "how many rows per quarter", with a table that has one column of dates. */
export const byPeriod: Recogniser = aboutTable('data.by_period', (captures, table, context) => {
  const grain = captures.grain?.value;
  const date = whenColumn(table, context.language);
  if (typeof grain !== 'string' || date === null) return null;
  // A column of that name has its own idea of what a month is.
  if (
    table.columns.some((name) =>
      name
        .toLowerCase()
        .split(/[\s_-]+/)
        .includes(grain),
    )
  )
    return null;
  const isCount = captures.rows_counted !== undefined;
  const column = captures.column?.value ?? (isCount ? date : onlyMeasure(table, context.language));
  const name = isCount ? 'count' : 'sum';
  if (typeof column !== 'string') return null;
  if (!isCount && table.factsOf(column).kind !== 'number') return null;
  if (name === 'sum' && isPerUnit(column, table, context.language)) return null;
  // Without a word for it, only what can be added up is added up.
  if (captures.additive_aggregate === undefined && !isCount && !isAdditive(column, table, context.language))
    return null;
  // A row without a date belongs to no month.
  if (table.factsOf(date).empty > 0) return null;
  const label = isCount ? 'rows' : `total ${column}`;
  const group = (captures.group ?? captures.group2)?.value;
  if (typeof group === 'string' && !isGroup(group, table, [date, column, label])) return null;
  // A group of nothing but empty cells has no total.
  if (typeof group === 'string' && !isCount && table.factsOf(column).empty > 0) return null;
  const asked = typeof group !== 'string' ? [grain] : captures.group === undefined ? [grain, group] : [group, grain];
  return (draft) => {
    const dated = draft.compute('dated', `The ${grain} of ${date}`, 'table.add_period', {
      rows: readRows(draft, table),
      date,
      period: grain,
      column: grain,
    });
    const by = asked.join(' and ');
    const groups = draft.compute('groups', `${label} by ${by}`, 'table.group_aggregate', {
      rows: dated,
      group_by: asked,
      aggregates: [{ function: name, column, as: label }],
    });
    const sorted = draft.compute('sorted', 'In order', 'table.sort', {
      rows: groups,
      by: asked.map((column) => ({ column, order: 'ascending' })),
    });
    const { empty } = table.factsOf(column);
    const leftOut = empty === 0 ? '' : ` (${empty === 1 ? '1 empty cell is' : `${empty} empty cells are`} left out)`;
    return {
      value: sorted,
      line: [
        `${escapeMarkdown(`${label[0]?.toUpperCase() ?? ''}${label.slice(1)}`)} by ${escapeMarkdown(by)}${leftOut}:`,
      ],
      block: showTable(draft, sorted, [...asked, label], context),
    };
  };
});
