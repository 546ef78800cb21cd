import { escapeMarkdown } from '../../graph/markdown.ts';
import { aboutTable } from '../data/rows.ts';
import { showTable } from '../data/show-table.ts';
import type { Recogniser } from '../recogniser.ts';
import { soundFormula, withColumn } from './computed.ts';

/** "add a column total = amount * price", "amount divided by units for each row", with a table. */
export const addColumn: Recogniser = aboutTable('data.add_column', (captures, table, context) => {
  const formula = soundFormula(captures.formula?.value, table);
  if (formula === null) return null;
  const said = captures.name?.value;
  const name = typeof said === 'string' ? said : formula.written;
  // A column of that name, in whatever letters, would be replaced, or stand twice.
  if (table.columns.some((column) => column.toLowerCase() === name.toLowerCase()) || name.length > 256) return null;
  const columns = [...table.columns, name];
  const isEmpty = Object.values(formula.variables).some((column) => table.factsOf(column).empty > 0);
  const gaps = isEmpty ? ' (empty where a cell that it needs is empty)' : '';
  return (draft) => {
    const rows = withColumn(draft, table, name, formula);
    const title = `**${escapeMarkdown(name)}** = ${escapeMarkdown(formula.written)}${gaps}:`;
    return { value: rows, line: [title], block: showTable(draft, rows, columns, context) };
  };
});
