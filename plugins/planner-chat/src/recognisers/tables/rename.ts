import { readRows } from '../../data/read-rows.ts';
import { escapeMarkdown } from '../../graph/markdown.ts';
import { aboutTable } from '../data/rows.ts';
import { showTable } from '../data/show-table.ts';
import type { Recogniser } from '../recogniser.ts';
import { columnsIn } from './groups.ts';

/** "rename amount to qty", "rename the column price to cost and amount to qty", with a table. */
export const rename: Recogniser = aboutTable('data.rename', (captures, table, context) => {
  const old = ['column', 'column2'].flatMap((name) => columnsIn(captures, name));
  const fresh = [captures.name?.value, captures.name2?.value].filter((name) => typeof name === 'string');
  const names = new Map(old.map((column, i) => [column, fresh[i] ?? '']));
  const columns = table.columns.map((column) => ({ column, as: names.get(column) ?? column }));
  const all = columns.map(({ as }) => as);
  if (old.length !== fresh.length || names.size < old.length || new Set(all).size < all.length) return null;
  if (fresh.some((name) => name.trim() === '' || name.length > 256)) return null;
  return (draft) => {
    const rows = draft.compute('renamed', 'Rename', 'table.select', { rows: readRows(draft, table), columns });
    const said = old.map((column, i) => `${escapeMarkdown(column)} is now **${escapeMarkdown(fresh[i] ?? '')}**`);
    return { value: rows, line: [`${said.join(', ')}:`], block: showTable(draft, rows, all, context) };
  };
});
