import { readRows } from '../../data/read-rows.ts';
import { part } from '../../graph/draft.ts';
import { escapeMarkdown } from '../../graph/markdown.ts';
import { writeNumber } from '../../graph/write-value.ts';
import type { Recogniser } from '../recogniser.ts';
import { conditionsOf } from './conditions.ts';
import { isAdditive, onlyMeasure } from './measures.ts';
import { aboutTable } from './rows.ts';
import { showTable } from './show-table.ts';

/** As shown; the values are exact. */
const DECIMALS = 2;

/** "what percent of the total is each region", "share of revenue by region". */
export const shares: Recogniser = aboutTable('data.shares', (captures, table, context) => {
  const group = captures.group?.value;
  const column = captures.column?.value ?? onlyMeasure(table, context.language);
  if (typeof group !== 'string' || typeof column !== 'string' || group === column) return null;
  const facts = table.factsOf(group);
  if (facts.kind !== 'text' || facts.folds || facts.empty > 0) return null;
  if (!isAdditive(column, table, context.language)) return null;
  const { empty, isPositive } = table.factsOf(column);
  // Shares of a sum with something below nothing in it are none.
  if (!isPositive) return null;
  const label = `total ${column}`;
  // Names of the answer's own columns.
  if (group === label || group === 'percent') return null;
  return (draft) => {
    const rows = readRows(draft, table);
    const sum = { function: 'sum', column, as: label };
    const args = { rows, aggregates: [sum] };
    const groups = draft.compute('groups', `${label} by ${group}`, 'table.group_aggregate', {
      ...args,
      group_by: [group],
    });
    const all = draft.compute('all', label, 'table.group_aggregate', { ...args, group_by: [] });
    const expression = draft.compute('share', 'What a share is', 'text.concat', {
      parts: ['part / ', part(all, `/0/${label.replaceAll('~', '~0').replaceAll('/', '~1')}`), ' * 100'],
    });
    const shared = draft.compute('shares', 'The share of each', 'table.add_column', {
      rows: groups,
      column: 'percent',
      expression,
      variables: { part: label },
    });
    const sorted = draft.compute('sorted', 'The largest first', 'table.sort', {
      rows: shared,
      by: [{ column: 'percent', order: 'descending' }],
    });
    const written = draft.compute('rounded', `Round to ${DECIMALS} decimals`, 'table.add_column', {
      rows: sorted,
      column: 'percent',
      expression: `round(share, ${DECIMALS})`,
      variables: { share: 'percent' },
    });
    const leftOut = empty === 0 ? '' : ` (${empty === 1 ? '1 empty cell is' : `${empty} empty cells are`} left out)`;
    return {
      value: sorted,
      line: [`Share of ${escapeMarkdown(column)} by ${escapeMarkdown(group)}, to ${DECIMALS} decimals${leftOut}:`],
      block: showTable(draft, written, [group, label, 'percent'], context),
    };
  };
});

/** "what percent of the rows have status done". */
export const rowShare: Recogniser = aboutTable('data.row_share', (captures, table, context) => {
  const found = conditionsOf(captures, table, context.language);
  if (found === null) return null;
  return (draft) => {
    const rows = readRows(draft, table);
    const kept = draft.compute('filtered', 'Filter the rows', 'table.filter', {
      rows,
      where: found.where,
      match: found.match,
    });
    const some = draft.compute('some', 'Count them', 'list.count', { items: kept });
    const all = draft.compute('all', 'Count all rows', 'list.count', { items: rows });
    const share = draft.compute('share', 'The share in percent', 'math.percentage', {
      kind: 'a_as_percent_of_b',
      a: some,
      b: all,
    });
    return {
      value: share,
      line: [
        writeNumber(draft, some, context.numbers, { form: 'bold' }),
        ' of ',
        writeNumber(draft, all, context.numbers, { form: 'plain', one: 'row', other: 'rows' }),
        ': ',
        writeNumber(draft, share, context.numbers, { form: 'bold', digits: DECIMALS + 2 }),
        ` %${found.note}`,
      ],
    };
  };
});
