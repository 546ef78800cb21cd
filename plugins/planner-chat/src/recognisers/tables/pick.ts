import { readRows, type TableSource } from '../../data/read-rows.ts';
import type { Captures } from '../../grammar/pattern.ts';
import type { KnownCell } from '../../grammar/slots/known-cell.ts';
import { type GraphDraft, part, type Ref } from '../../graph/draft.ts';
import { capitalised, escapeMarkdown } from '../../graph/markdown.ts';
import { writeCell, writeNumber } from '../../graph/write-value.ts';
import { conditionsOf, isNarrowed } from '../data/conditions.ts';
import { aboutTable, ROWS } from '../data/rows.ts';
import { showTable } from '../data/show-table.ts';
import type { Recogniser } from '../recogniser.ts';
import { columnsIn, endsInAnother } from './groups.ts';

/**
 * Whether the cells of a column can be listed each once: texts, or the one number of a row that stands alone. Of several numbers
 * a sum could be meant.
 */
function isList(column: string, captures: Captures, table: TableSource): boolean {
  const { kind, folds } = table.factsOf(column);
  if (kind === 'text' || kind === 'date') return !folds;
  return kind === 'number' && isUnique(captures, table);
}

/** Whether the rows that are meant can only be one: "age of Ann", where every name stands once. */
function isUnique({ only }: Captures, table: TableSource): boolean {
  const known = only?.value as KnownCell | undefined;
  return known !== undefined && !table.factsOf(known.column).repeats;
}

/** The rows that meet a condition; without one the first row, or the last. */
function keptRows(draft: GraphDraft, table: TableSource, found: ReturnType<typeof conditionsOf>, isLast: boolean): Ref {
  const rows = readRows(draft, table);
  if (found !== null)
    return draft.compute('filtered', 'Filter the rows', 'table.filter', {
      rows,
      where: found.where,
      match: found.match,
    });
  return isLast
    ? draft.compute('last', 'The last row', 'list.slice', { items: rows, start: -1 })
    : draft.compute('first', 'The first row', 'table.limit', { rows, count: 1 });
}

/** "names of people in Oslo", "product and amount where region is North", with a table. */
export const pick: Recogniser = aboutTable('data.pick', (captures, table, context) => {
  const columns = columnsIn(captures, 'columns');
  const found = isNarrowed(captures) ? conditionsOf(captures, table, context.language) : null;
  const place = captures.head ?? captures.tail;
  if (columns.length === 0 || (found === null && place === undefined)) return null;
  if (columns.some((name) => endsInAnother(name, table))) return null;
  const known = captures.only?.value as KnownCell | undefined;
  if (known !== undefined && columns.includes(known.column)) return null;
  const [column, another] = columns;
  const isOne = column !== undefined && another === undefined;
  if (isOne && place === undefined && !isList(column, captures, table)) return null;
  const isAlone = place !== undefined || isUnique(captures, table);
  return (draft) => {
    const kept = keptRows(draft, table, found, captures.tail !== undefined);
    const count = draft.compute('count', 'Count the rows', 'list.count', { items: kept });
    const rows = draft.compute('selected', 'Keep the columns', 'table.select', { rows: kept, columns });
    const number = writeNumber(draft, count, context.numbers, ROWS);
    if (!isOne)
      return { value: rows, line: [number, `${found?.note ?? ''}:`], block: showTable(draft, rows, columns, context) };
    if (isAlone) {
      const value = part(rows, `/0/${column.replaceAll('~', '~0').replaceAll('/', '~1')}`);
      return {
        value,
        line: [`${capitalised(escapeMarkdown(column))}: **`, writeCell(draft, value, context.numbers), '**'],
      };
    }
    const cells = draft.compute('cells', `The column ${column}`, 'table.column', { rows, column, drop_nulls: true });
    const once = draft.compute('distinct', 'Each once', 'list.unique', { items: cells });
    const different = draft.compute('different', 'Count them', 'list.count', { items: once });
    const of = escapeMarkdown(column);
    const nouns = { form: 'bold', one: `value of ${of}`, other: `different values of ${of}` } as const;
    const list = draft.compute('listed', 'Write the list', 'json.stringify', { value: once });
    return {
      value: once,
      line: [writeNumber(draft, different, context.numbers, nouns), ' in ', number, `${found?.note ?? ''}:`],
      block: draft.compute('shown', 'Write the result', 'markdown.code', { text: list, language: 'json' }),
    };
  };
});
