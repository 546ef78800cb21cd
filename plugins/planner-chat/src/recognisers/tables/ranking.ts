import { readRows, type TableSource } from '../../data/read-rows.ts';
import { escapeMarkdown } from '../../graph/markdown.ts';
import type { Language } from '../../language/language.ts';
import { isAdditive, isOrdinal, isRate } from '../data/measures.ts';
import { aboutTable } from '../data/rows.ts';
import { showTable } from '../data/show-table.ts';
import type { Recogniser } from '../recogniser.ts';
import { adjective } from './adjective.ts';
import { leftOut } from './gaps.ts';
import { columnsIn } from './groups.ts';
import { sayTies, upTo } from './up-to.ts';

const MOST = 10_000;

/** "top 3 by amount", "the 2 lowest prices", "oldest", "the cheapest product", with a table. */
export const ranking: Recogniser = aboutTable('data.ranking', (captures, table, context) => {
  const [said] = columnsIn(captures, 'superlative');
  const named = said === undefined ? null : adjective(said, table.columns);
  const column = columnsIn(captures, 'column')[0] ?? named?.column;
  const order = (captures.order_down ?? captures.extreme)?.value ?? named?.order;
  const count = captures.integer?.value ?? 1;
  if (column === undefined || (order !== 'descending' && order !== 'ascending')) return null;
  if (typeof count !== 'number' || count < 1 || count > MOST || table.factsOf(column).kind !== 'number') return null;
  if (isOrdinal(column, context.language)) return null;
  const noun = columnsIn(captures, 'noun')[0];
  if (noun !== undefined && (table.factsOf(noun).repeats || table.factsOf(noun).kind !== 'text')) return null;
  // "oldest city" is not about the age of people.
  if (noun !== undefined && column.toLowerCase() === 'age') return null;
  // "which team has the highest score": where a team has several rows, their total could be meant, unless it is a price.
  const [owner] = columnsIn(captures, 'owner');
  if (captures.extreme !== undefined && !isOfOneRow(owner, column, table, context.language)) return null;
  const gaps = leftOut(table, [column]);
  return (draft) => {
    const sorted = draft.compute('sorted', `Sort by ${column}`, 'table.sort', {
      rows: readRows(draft, table),
      by: [{ column, order }],
    });
    const found = upTo(draft, sorted, count, column, order);
    const line = [`By ${escapeMarkdown(column)}, ${order}${gaps}`, sayTies(draft, found, count), ':'];
    return { value: found, line, block: showTable(draft, found, table.columns, context) };
  };
});

/** Whether the number of an owner, such as the price of a product, stands in one row, or is the same kind of thing in each. */
function isOfOneRow(owner: string | undefined, column: string, table: TableSource, language: Language): boolean {
  if (owner === undefined) return !isAdditive(column, table, language);
  const { kind, repeats } = table.factsOf(owner);
  return kind === 'text' && (!repeats || isRate(column, language));
}
