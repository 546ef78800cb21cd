import type { DataSource } from '../data/data-source.ts';
import type { GraphDraft, Ref } from '../graph/draft.ts';
import type { ContentPart } from './ask-model.ts';
import { hasTime } from './asks-about-time.ts';

const MOST_GROUPS = 2;
const MOST_ROWS = 60;
const SKIP = { skipOnFailure: true } as const;

/**
 * Adds the tasks that total some columns by month, and by month and each of the table's first groups: what went up or down, and
 * where. Nothing for a table without dates.
 */
export function byMonth(
  draft: GraphDraft,
  source: DataSource,
  rows: Ref,
  measured: readonly string[],
  named: readonly string[],
): readonly ContentPart[] {
  const columns = source.columns ?? [];
  const date = columns[source.kinds.indexOf('date')];
  if (date === undefined || !hasTime(source) || measured.length === 0 || columns.includes('month')) return [];
  const texts = columns.filter((_, i) => source.kinds[i] === 'text');
  const groups = [...new Set([...named.filter((column) => texts.includes(column)), ...texts])].slice(0, MOST_GROUPS);
  const args = { rows, date, period: 'month', column: 'month' };
  const dated = draft.compute('dated', `The month of ${date}`, 'table.add_period', args, SKIP);
  const aggregates = measured.slice(0, 2).map((column) => ({ function: 'sum', column }));
  return [[], ...groups.map((group) => [group])].flatMap((group): readonly ContentPart[] => {
    const by = ['month', ...group];
    const title = by.join(' and ');
    const totals = draft.compute(
      'months',
      `Total by ${title}`,
      'table.group_aggregate',
      { rows: dated, group_by: by, aggregates },
      SKIP,
    );
    const order = by.map((column) => ({ column, order: 'ascending' }));
    const sorted = draft.compute('months_sorted', 'In order', 'table.sort', { rows: totals, by: order }, SKIP);
    const shown = draft.compute(
      'months_shown',
      'The first of them',
      'table.limit',
      { rows: sorted, count: MOST_ROWS },
      SKIP,
    );
    return [`\n\nBy ${title}:\n`, { ...shown, as: 'csv' }];
  });
}
