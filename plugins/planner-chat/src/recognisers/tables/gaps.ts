import type { TableSource } from '../../data/read-rows.ts';
import { escapeMarkdown } from '../../graph/markdown.ts';

/** Says how many empty cells of some columns a result leaves out; '' where there are none. With a condition nobody counts them before. */
export function leftOut(table: TableSource, columns: readonly string[], isNarrowed = false): string {
  const gaps = [...new Set(columns)]
    .map((column) => ({ column, empty: table.factsOf(column).empty }))
    .filter(({ empty }) => empty > 0);
  if (gaps.length === 0) return '';
  if (isNarrowed) return ' (empty cells are left out)';
  const said = gaps.map(
    ({ column, empty }) => `${empty === 1 ? '1 empty cell' : `${empty} empty cells`} of ${escapeMarkdown(column)}`,
  );
  return ` (${said.join(', ')} left out)`;
}
