import { mergesCells, showsOtherNumbers } from '../../data/as-written.ts';
import { onlyTable, readRows, type TableSource } from '../../data/read-rows.ts';
import type { Captures } from '../../grammar/pattern.ts';
import type { RequestContext } from '../../grammar/request-context.ts';
import { type GraphDraft, part, type Ref } from '../../graph/draft.ts';
import { capitalised, escapeMarkdown } from '../../graph/markdown.ts';
import { writeNumber } from '../../graph/write-value.ts';
import type { Language } from '../../language/language.ts';
import type { Answer, Recogniser } from '../recogniser.ts';
import { columnsIn } from '../tables/groups.ts';
import { conditionsOf, isNarrowed } from './conditions.ts';
import { isOrdinal } from './measures.ts';
import { showTable } from './show-table.ts';

/** How a number of rows is written. */
export const ROWS = { form: 'bold', one: 'row', other: 'rows' } as const;

const DESCRIBED = 'column kind values nulls distinct min max sum mean median standard_deviation'.split(' ');

/** Whose answers are rows of the table, which "and sort by date" behind them could be about. */
const CHANGES: ReadonlySet<string> = new Set(
  [
    ...['filter', 'sort', 'sort_by', 'top', 'last', 'ranking', 'dedupe', 'select', 'rename', 'pick'],
    ...['add_column', 'running_sum', 'rank', 'transpose'],
  ].map((name) => `data.${name}`),
);

/** Which put rows together that hold the same. */
const GROUPS: ReadonlySet<string> = new Set(
  [
    ...['aggregate', 'count', 'distinct', 'repeated', 'dedupe', 'leaders', 'shares'],
    ...['aggregates', 'pick', 'most_common', 'formula_total'],
  ].map((name) => `data.${name}`),
);

const isGrouped = ({ group, group2, groups, grain }: Captures): boolean =>
  [group, group2, groups, grain].some((caught) => caught !== undefined);
/** The columns that a pattern caught, one by one or in lists. */
const caughtColumns = (captures: Captures): readonly unknown[] =>
  ['group', 'group2', 'column', 'counted', 'listed', 'tallied', 'groups', 'columns'].flatMap(
    (name) => captures[name]?.value,
  );

type Build = (draft: GraphDraft) => Answer;

/** A recogniser of requests about the rows of the only table there is; none of them may sum up others. */
export function aboutTable(
  id: string,
  plan: (captures: Captures, table: TableSource, context: RequestContext) => Build | null,
): Recogniser {
  return {
    id,
    needsTable: true,
    claim(captures, context) {
      const table = onlyTable(context.data);
      if (table === null || table.hasTotalRow() || table.isUneven()) return null;
      if (CHANGES.has(id) && showsOtherNumbers(table)) return null;
      const grouped = caughtColumns(captures);
      if (GROUPS.has(id) && grouped.some((name) => typeof name === 'string' && mergesCells(name, table))) return null;
      const build = plan(captures, table, context);
      return build === null
        ? null
        : { usesData: true, changesData: CHANGES.has(id), scoped: isNarrowed(captures) || isGrouped(captures), build };
    },
  };
}

const filtered = (draft: GraphDraft, table: TableSource, found: ReturnType<typeof conditionsOf>): Ref => {
  const rows = readRows(draft, table);
  return found === null
    ? rows
    : draft.compute('filtered', 'Filter the rows', 'table.filter', { rows, where: found.where, match: found.match });
};

const text = (captures: Captures, name: string) =>
  (typeof captures[name]?.value === 'string' ? captures[name]?.value : null) as string | null;
/** Whether a column holds at least two names of days, months or sizes, in whatever letters. */
function hasOwnOrder(table: TableSource, column: string, { weekdays, months, steps }: Language): boolean {
  const { holds } = table.factsOf(column);
  const words = [...weekdays.keys(), ...months.keys(), ...steps];
  return words.filter((word) => holds(word) || holds(capitalised(word)) || holds(word.toUpperCase())).length > 1;
}

/** Whether everybody would put the cells of a column in the same order. */
export function sortable(table: TableSource, column: string, language: Language): boolean {
  const { ordered } = language;
  const kind = table.factsOf(column).kind;
  if (kind === 'number' || kind === 'date') return true;
  if (kind === 'text' && hasOwnOrder(table, column, language)) return false;
  return (
    kind === 'text' &&
    !column
      .toLowerCase()
      .split(/[\s_-]+/)
      .some((word) => ordered.has(word))
  );
}

/** How many cells of some columns hold something, and how many different things. */
const countCells = (draft: GraphDraft, rows: Ref, columns: readonly string[]): Ref =>
  draft.compute('counted', 'Keep what is certain', 'table.select', {
    rows: part(draft.compute('description', 'Count the cells', 'table.describe', { rows, columns }), '/columns'),
    columns: ['column', 'values', 'nulls', 'distinct'],
  });

/** The rows that hold the highest or lowest number of a column: more than one where several hold the same. */
function extremes(draft: GraphDraft, rows: Ref, column: string, order: string): Ref {
  const name = order === 'descending' ? 'max' : 'min';
  const found = draft.compute('extreme', `The ${name} of ${column}`, 'table.group_aggregate', {
    rows,
    group_by: [],
    aggregates: [{ function: name, column, as: 'extreme' }],
  });
  const where = [{ column, test: 'equals', value: part(found, '/0/extreme') }];
  return draft.compute('top', 'The rows that hold it', 'table.filter', { rows, where });
}

/** Counting, listing, filtering and sorting rows. */
export const rowRecognisers: readonly Recogniser[] = [
  aboutTable('data.count', (captures, table, context) => {
    const group = text(captures, 'group');
    const found = isNarrowed(captures) ? conditionsOf(captures, table, context.language) : null;
    if (isNarrowed(captures) && found === null) return null;
    if (group !== null && (table.factsOf(group).folds || group === 'rows' || group === 'count of rows')) return null;
    if (group === null) {
      return (draft) => {
        const count = draft.compute('count', 'Count the rows', 'list.count', { items: filtered(draft, table, found) });
        return { value: count, line: [writeNumber(draft, count, context.numbers, ROWS), found?.note ?? ''] };
      };
    }
    return (draft) => {
      const rows = readRows(draft, table);
      // Counting a constant counts every row, also those whose cells are empty.
      const marked = draft.compute('marked', 'Mark every row', 'table.add_column', {
        rows,
        column: 'count of rows',
        expression: '1',
      });
      const groups = draft.compute('groups', `Count by ${group}`, 'table.group_aggregate', {
        rows: marked,
        group_by: [group],
        aggregates: [{ function: 'count', column: 'count of rows', as: 'rows' }],
      });
      return {
        value: groups,
        line: [`Rows by ${escapeMarkdown(group)}:`],
        block: showTable(draft, groups, [group, 'rows'], context),
      };
    };
  }),
  aboutTable('data.distinct', (captures, table, context) => {
    const said = text(captures, 'listed') ?? text(captures, 'tallied');
    // Numbers that are the same by chance are not one thing: only who says "different" means each once.
    if (said !== null && !['text', 'date'].includes(table.factsOf(said).kind)) return null;
    const column = text(captures, 'column') ?? text(captures, 'counted') ?? said;
    if (column === null || table.factsOf(column).folds) return null;
    return (draft) => {
      const cells = draft.compute('cells', `The column ${column}`, 'table.column', {
        rows: readRows(draft, table),
        column,
        drop_nulls: true,
      });
      const distinct = draft.compute('distinct', 'Each once', 'list.unique', { items: cells });
      const count = draft.compute('count', 'Count them', 'list.count', { items: distinct });
      const of = escapeMarkdown(column);
      const nouns = { form: 'bold', one: `value of ${of}`, other: `different values of ${of}` } as const;
      const head = [writeNumber(draft, count, context.numbers, nouns)];
      if (captures.counted !== undefined || captures.tallied !== undefined) return { value: count, line: head };
      const list = draft.compute('listed', 'Write the list', 'json.stringify', { value: distinct });
      return {
        value: distinct,
        line: [...head, ':'],
        block: draft.compute('shown', 'Write the result', 'markdown.code', { text: list, language: 'json' }),
      };
    };
  }),
  aboutTable('data.columns', (_captures, table) => (draft) => {
    const columns = draft.compute('columns', 'The columns', 'value.constant', { value: table.columns });
    return {
      value: columns,
      line: [
        `${table.columns.length} columns: ${table.columns.map((name) => `**${escapeMarkdown(name)}**`).join(', ')}`,
      ],
    };
  }),
  aboutTable('data.describe', (captures, table, context) => {
    const named = columnsIn(captures, 'columns');
    const wanted = named.length === 0 ? table.columns : named;
    // Of amounts that are written in a way of their own, such as $1,200 or 1.234, nobody knows which is the highest.
    const isOdd = (name: string) => table.factsOf(name).kind === 'mixed';
    const [odd, even] = [wanted.filter(isOdd), wanted.filter((name) => !isOdd(name))];
    if (even.length === 0) return null;
    return (draft) => {
      const rows = readRows(draft, table);
      const result = draft.compute('description', 'Describe the columns', 'table.describe', { rows, columns: even });
      const described = part(result, '/columns');
      const all =
        odd.length === 0
          ? described
          : draft.compute('all', 'All columns', 'list.concat', {
              lists: [described, countCells(draft, rows, odd)],
            });
      const value =
        odd.length === 0
          ? result
          : draft.compute('description', 'With all columns', 'value.constant', {
              value: { rows: part(result, '/rows'), columns: all },
            });
      return {
        value,
        line: [writeNumber(draft, part(result, '/rows'), context.numbers, ROWS), '; the columns:'],
        block: showTable(draft, all, DESCRIBED, context),
      };
    };
  }),
  aboutTable('data.filter', (captures, table, context) => {
    const found = conditionsOf(captures, table, context.language);
    if (found === null) return null;
    return (draft) => {
      const rows = filtered(draft, table, found);
      const count = draft.compute('count', 'Count the rows', 'list.count', { items: rows });
      return {
        value: rows,
        line: [writeNumber(draft, count, context.numbers, ROWS), `${found.note}:`],
        block: showTable(draft, rows, table.columns, context),
      };
    };
  }),
  aboutTable('data.sort', (captures, table, context) => {
    const column = text(captures, 'column');
    if (column === null || !sortable(table, column, context.language)) return null;
    const order = text(captures, 'order') ?? 'ascending';
    return (draft) => {
      const rows = draft.compute('sorted', `Sort by ${column}`, 'table.sort', {
        rows: readRows(draft, table),
        by: [{ column, order }],
        locale: context.language.code,
      });
      return {
        value: rows,
        line: [`Sorted by ${escapeMarkdown(column)}, ${order}:`],
        block: showTable(draft, rows, table.columns, context),
      };
    };
  }),
  aboutTable('data.top', (captures, table, context) => {
    const head = captures.head?.value;
    const column = text(captures, 'column');
    const extreme = text(captures, 'extreme');
    const count = extreme === null ? (head ?? captures.integer?.value) : 1;
    if (typeof count !== 'number' || count < 1 || count > 10_000) return null;
    // "Top" and "highest" are about numbers.
    if (column !== null && (table.factsOf(column).kind !== 'number' || isOrdinal(column, context.language)))
      return null;
    return (draft) => {
      const rows = readRows(draft, table);
      const order = extreme ?? 'descending';
      if (extreme !== null && column !== null) {
        const found = extremes(draft, rows, column, order);
        const title = `By ${escapeMarkdown(column)}, ${order}:`;
        return { value: found, line: [title], block: showTable(draft, found, table.columns, context) };
      }
      const sorted =
        column === null
          ? rows
          : draft.compute('sorted', `Sort by ${column}`, 'table.sort', { rows, by: [{ column, order }] });
      const top = draft.compute('top', `The first ${count}`, 'table.limit', { rows: sorted, count });
      const first = count === 1 ? 'The first row:' : `The first ${count} rows:`;
      const title = column === null ? first : `By ${escapeMarkdown(column)}, ${order}:`;
      return { value: top, line: [title], block: showTable(draft, top, table.columns, context) };
    };
  }),
  aboutTable('data.last', (captures, table, context) => {
    const count = captures.tail?.value;
    if (typeof count !== 'number' || count < 1 || count > 10_000) return null;
    return (draft) => {
      const rows = readRows(draft, table);
      const last = draft.compute('last', `The last ${count}`, 'list.slice', { items: rows, start: -count });
      const title = count === 1 ? 'The last row:' : `The last ${count} rows:`;
      return { value: last, line: [title], block: showTable(draft, last, table.columns, context) };
    };
  }),
];
