import { part } from '../../graph/draft.ts';
import { capitalised, escapeMarkdown } from '../../graph/markdown.ts';
import { writeCell } from '../../graph/write-value.ts';
import { aboutTable } from '../data/rows.ts';
import { showTable } from '../data/show-table.ts';
import type { Recogniser } from '../recogniser.ts';
import { soundFormula, withColumn } from './computed.ts';
import { leftOut } from './gaps.ts';
import { areGroups, columnsIn } from './groups.ts';

/** What is computed of a formula, by the word for it. */
const SAID: Readonly<Record<string, string>> = {
  sum: 'sum',
  mean: 'average',
  min: 'minimum',
  max: 'maximum',
  median: 'median',
};

/** "amount * price total", "revenue by region where revenue is amount times price", "average of units * price", with a table. */
export const formulaTotal: Recogniser = aboutTable('data.formula_total', (captures, table, context) => {
  const formula = soundFormula(captures.formula?.value, table);
  const groups = columnsIn(captures, 'groups');
  const name = captures.name?.value;
  const again = captures.again?.value;
  if (formula === null || !areGroups(groups, table)) return null;
  if (typeof name === 'string' && typeof again === 'string' && name.toLowerCase() !== again.toLowerCase()) return null;
  const word = captures.function_word?.value ?? 'sum';
  const said = typeof word === 'string' ? SAID[word] : undefined;
  if (typeof word !== 'string' || said === undefined) return null;
  // The average of quotients is not the quotient of averages, and which of the two is meant, nobody knows.
  if (formula.signs.includes('/')) return null;
  const column = typeof name === 'string' ? name : formula.written;
  if (table.columns.some((other) => other.toLowerCase() === column.toLowerCase())) return null;
  const label = `${said} of ${column}`;
  const explained = typeof name === 'string' ? ` (${escapeMarkdown(`${name} = ${formula.written}`)})` : '';
  const gaps = leftOut(table, Object.values(formula.variables));
  return (draft) => {
    const rows = withColumn(draft, table, column, formula);
    const computed = draft.compute('groups', label, 'table.group_aggregate', {
      rows,
      group_by: groups,
      aggregates: [{ function: word, column, as: label }],
    });
    const title = capitalised(escapeMarkdown(label));
    if (groups.length === 0) {
      const value = part(computed, `/0/${label.replaceAll('~', '~0').replaceAll('/', '~1')}`);
      return { value, line: [`${title}: **`, writeCell(draft, value, context.numbers), `**${explained}${gaps}`] };
    }
    const by = groups.map(escapeMarkdown).join(' and ');
    return {
      value: computed,
      line: [`${title} by ${by}${explained}${gaps}:`],
      block: showTable(draft, computed, [...groups, label], context),
    };
  };
});
