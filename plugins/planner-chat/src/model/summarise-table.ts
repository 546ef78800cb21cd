import type { DataSource } from '../data/data-source.ts';
import { namedColumns } from '../data/named-columns.ts';
import { readRows } from '../data/read-rows.ts';
import type { GraphDraft } from '../graph/draft.ts';
import { part } from '../graph/draft.ts';
import type { Language } from '../language/language.ts';
import type { Token } from '../message/token.ts';
import type { ContentPart } from './ask-model.ts';
import { asksAboutTime } from './asks-about-time.ts';
import { byMonth } from './by-month.ts';

const HEAD = 12;
const MOST_NUMERIC = 4;

/**
 * Adds the tasks that describe a table from all its rows and, where the instruction names columns, total the named numbers by
 * the named groups; gives what the model reads instead of the table.
 */
export function summariseTable(
  draft: GraphDraft,
  source: DataSource,
  instruction: string,
  words: readonly Token[],
  language: Language,
): readonly ContentPart[] {
  const columns = source.columns ?? [];
  const kindOf = (column: string) => source.kinds[columns.indexOf(column)];
  const named = namedColumns(source, instruction);
  const groups = named.filter((column) => kindOf(column) === 'text' || kindOf(column) === 'date').slice(0, 2);
  const numeric = columns.filter((column) => kindOf(column) === 'number');
  const namedNumeric = named.filter((column) => kindOf(column) === 'number');
  const measured = (namedNumeric.length > 0 ? namedNumeric : numeric).slice(0, MOST_NUMERIC);
  const rows = readRows(draft, source);
  const description = draft.compute('description', `Describe ${source.name}`, 'table.describe', { rows, columns });
  const head = draft.compute('head', 'The first rows', 'table.limit', { rows, count: HEAD });
  const parts: ContentPart[] = [
    `\n\nThe table ${JSON.stringify(source.name)} is too long to show. This was computed from all of its rows and is exact.\n\nRows: `,
    { ...part(description, '/rows'), as: 'json' },
    '\n\nColumns:\n',
    { ...part(description, '/columns'), as: 'csv' },
  ];
  if (groups.length > 0 && measured.length > 0) {
    const aggregates = measured.flatMap((column) =>
      ['sum', 'mean', 'min', 'max'].map((name) => ({ function: name, column })),
    );
    const totals = draft.compute(
      'totals',
      `Total by ${groups.join(' and ')}`,
      'table.group_aggregate',
      { rows, group_by: groups, aggregates: [...aggregates, { function: 'count', column: measured[0] ?? '' }] },
      { skipOnFailure: true },
    );
    const shown = draft.compute(
      'totals_shown',
      'The first groups',
      'table.limit',
      { rows: totals, count: 60 },
      { skipOnFailure: true },
    );
    parts.push(`\n\nBy ${groups.join(' and ')}:\n`, { ...part(shown, ''), as: 'csv' });
  }
  if (asksAboutTime(words, language)) parts.push(...byMonth(draft, source, rows, measured, groups));
  return [...parts, `\n\nThe first ${HEAD} rows, as an example:\n`, { ...head, as: 'csv' }];
}
