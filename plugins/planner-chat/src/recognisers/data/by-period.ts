import { readRows, type TableSource } from '../../data/read-rows.ts';
import { capitalised, escapeMarkdown } from '../../graph/markdown.ts';
import type { Recogniser } from '../recogniser.ts';
import { leftOut } from '../tables/gaps.ts';
import { allMeasures, isAdditive, isPerUnit, whenColumn } from './measures.ts';
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
  const said = captures.column?.value;
  const columns = typeof said === 'string' ? [said] : isCount ? [date] : allMeasures(table, context.language);
  const name = isCount ? 'count' : 'sum';
  if (columns.length === 0) return null;
  if (!isCount && columns.some((column) => table.factsOf(column).kind !== 'number')) return null;
  if (name === 'sum' && columns.some((column) => isPerUnit(column, table, context.language))) return null;
  // Without a word for it, only what can be added up is added up.
  const isSaid = captures.additive_aggregate !== undefined || isCount;
  if (!isSaid && columns.some((column) => !isAdditive(column, table, context.language))) return null;
  // A row without a date belongs to no month.
  if (table.factsOf(date).empty > 0) return null;
  const labels = isCount ? ['rows'] : columns.map((column) => `total ${column}`);
  const label = labels.join(', ');
  const group = (captures.group ?? captures.group2)?.value;
  if (typeof group === 'string' && !isGroup(group, table, [date, ...columns, ...labels])) return null;
  // A group of nothing but empty cells has no total.
  if (typeof group === 'string' && !isCount && columns.some((column) => table.factsOf(column).empty > 0)) return null;
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
      aggregates: columns.map((column, i) => ({ function: name, column, as: labels[i] ?? column })),
    });
    const sorted = draft.compute('sorted', 'In order', 'table.sort', {
      rows: groups,
      by: asked.map((column) => ({ column, order: 'ascending' })),
    });
    return {
      value: sorted,
      line: [
        `${capitalised(escapeMarkdown(label))} by ${escapeMarkdown(by)}${isCount ? '' : leftOut(table, columns)}:`,
      ],
      block: showTable(draft, sorted, [...asked, ...labels], context),
    };
  };
});
