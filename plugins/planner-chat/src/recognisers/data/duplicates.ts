import { readRows } from '../../data/read-rows.ts';
import { escapeMarkdown } from '../../graph/markdown.ts';
import { writeNumber } from '../../graph/write-value.ts';
import type { Recogniser } from '../recogniser.ts';
import { aboutTable, ROWS } from './rows.ts';
import { showTable } from './show-table.ts';

/** "remove duplicates by email", "remove duplicate rows". */
export const withoutDuplicates: Recogniser = aboutTable('data.dedupe', (captures, table, context) => {
  const column = captures.column?.value;
  const compared = typeof column === 'string' ? [column] : table.columns;
  // ann@x.org and Ann@x.org are one address, or two; and cells that hold nothing are no duplicates of each other.
  if (compared.some((name) => table.factsOf(name).folds)) return null;
  if (typeof column === 'string' && table.factsOf(column).empty > 0) return null;
  const kind = typeof column === 'string' ? table.factsOf(column).kind : 'text';
  if (kind === 'mixed' || kind === 'empty') return null;
  return (draft) => {
    const rows = draft.compute('distinct', 'Each once', 'table.distinct', {
      rows: readRows(draft, table),
      ...(typeof column === 'string' ? { columns: [column] } : {}),
    });
    const count = draft.compute('count', 'Count the rows', 'list.count', { items: rows });
    const which =
      typeof column === 'string'
        ? `, the first for each ${escapeMarkdown(column)}:`
        : ', without those that repeat an earlier one in every column:';
    return {
      value: rows,
      line: [writeNumber(draft, count, context.numbers, ROWS), which],
      block: showTable(draft, rows, table.columns, context),
    };
  };
});

/** "which emails appear more than once". */
export const repeated: Recogniser = aboutTable('data.repeated', (captures, table, context) => {
  const column = captures.column?.value;
  if (typeof column !== 'string') return null;
  const { kind, folds, empty } = table.factsOf(column);
  if (kind !== 'text' || folds || empty > 0 || column === 'rows') return null;
  return (draft) => {
    const groups = draft.compute('groups', `Count by ${column}`, 'table.group_aggregate', {
      rows: readRows(draft, table),
      group_by: [column],
      aggregates: [{ function: 'count', column, as: 'rows' }],
    });
    const several = draft.compute('several', 'Those with several', 'table.filter', {
      rows: groups,
      where: [{ column: 'rows', test: 'greater', value: 1 }],
    });
    const count = draft.compute('count', 'Count them', 'list.count', { items: several });
    const nouns = {
      form: 'bold',
      one: `value of ${escapeMarkdown(column)}`,
      other: `values of ${escapeMarkdown(column)}`,
    } as const;
    return {
      value: several,
      line: [writeNumber(draft, count, context.numbers, nouns), ' in more than one row:'],
      block: showTable(draft, several, [column, 'rows'], context),
    };
  };
});
