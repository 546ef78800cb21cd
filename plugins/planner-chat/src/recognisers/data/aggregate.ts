import { readRows } from '../../data/read-rows.ts';
import { type GraphDraft, part, type Ref } from '../../graph/draft.ts';
import { escapeMarkdown } from '../../graph/markdown.ts';
import { writeCell } from '../../graph/write-value.ts';
import type { Recogniser } from '../recogniser.ts';
import { conditionsOf, isNarrowed } from './conditions.ts';
import { isNaming, isPerUnit } from './measures.ts';
import { aboutTable } from './rows.ts';

const WORDS: Readonly<Record<string, string>> = {
  mean: 'average',
  median: 'median',
  sum: 'sum',
  max: 'maximum',
  min: 'minimum',
  standard_deviation: 'standard deviation',
};

/** Groups in the order that was asked for; as they come in the table where none was. */
const sortedGroups = (draft: GraphDraft, rows: Ref, column: string, order: unknown): Ref =>
  typeof order === 'string'
    ? draft.compute('sorted', `Sort by ${column}`, 'table.sort', { rows, by: [{ column, order }] })
    : rows;

/** "average of the amount column by region", "total amount where status is open", with a table. */
export const aggregate: Recogniser = aboutTable('data.aggregate', (captures, table, context) => {
  const { numbers } = context;
  const column = (captures.column ?? captures.summed)?.value;
  const name = captures.aggregate?.value ?? 'sum';
  const groups = [captures.group?.value, captures.group2?.value].filter((group) => typeof group === 'string');
  const by = groups.length === 0 ? null : groups.join(' and ');
  if (typeof column !== 'string' || typeof name !== 'string' || groups.includes(column)) return null;
  // "total amount by region and units": the sum of units could be wanted as well.
  if (new Set(groups).size < groups.length || (groups[1] !== undefined && table.factsOf(groups[1]).kind === 'number'))
    return null;
  // "North" and "north " could be one group.
  if (groups.some((group) => table.factsOf(group).folds)) return null;
  const isEnd = name === 'min' || name === 'max';
  if (isNaming(column) && !isEnd) return null;
  if (name === 'sum' && isPerUnit(column, table, context.language)) return null;
  // A numeric aggregate of a column that holds anything else would fail, or mix kinds.
  if (table.factsOf(column).kind !== 'number') return null;
  const found = isNarrowed(captures) ? conditionsOf(captures, table, context.language) : null;
  if (isNarrowed(captures) && found === null) return null;
  const label = `${WORDS[name] ?? name} of ${column}`;
  // The mean fails where a cell is no number, which minimum and maximum would let pass.
  const guard = isEnd ? [{ function: 'mean', column, as: 'checked' }] : [];
  return (draft) => {
    const all = readRows(draft, table);
    const rows =
      found === null
        ? all
        : draft.compute('filtered', 'Filter the rows', 'table.filter', {
            rows: all,
            where: found.where,
            match: found.match,
          });
    const computed = draft.compute('groups', by === null ? label : `${label} by ${by}`, 'table.group_aggregate', {
      rows,
      group_by: groups,
      aggregates: [{ function: name, column, as: label }, ...guard],
    });
    const title = escapeMarkdown(`${label[0]?.toUpperCase() ?? ''}${label.slice(1)}`);
    // A condition leaves rows out, whose empty cells then do not count.
    const { empty } = table.factsOf(column);
    const cells = empty === 1 ? '1 empty cell is' : `${empty} empty cells are`;
    const leftOut = empty === 0 || found !== null ? (found?.note ?? '') : ` (${cells} left out)`;
    if (by === null) {
      const value = part(computed, `/0/${label.replaceAll('~', '~0').replaceAll('/', '~1')}`);
      return {
        value,
        line: [
          `${title}: **`,
          writeCell(draft, value, isNaming(column) ? { ...numbers, group: '' } : numbers),
          `**${leftOut}`,
        ],
      };
    }
    const columns = [...groups, label];
    const ordered = sortedGroups(draft, computed, label, captures.order?.value);
    const grouped =
      guard.length === 0
        ? ordered
        : draft.compute('result', 'Keep the columns', 'table.select', { rows: ordered, columns });
    // Numbers that name a group are written as they are in the table.
    const isPlain = isNaming(column) || groups.some((group) => table.factsOf(group).kind !== 'text');
    const block = draft.compute('shown', 'Write the table', 'markdown.table', {
      rows: grouped,
      columns,
      group_separator: isPlain ? '' : numbers.group,
      decimal_separator: numbers.decimal,
    });
    return { value: grouped, line: [`${title} by ${escapeMarkdown(by)}${leftOut}:`], block };
  };
});
