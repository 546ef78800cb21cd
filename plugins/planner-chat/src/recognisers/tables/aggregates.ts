import { spokenName } from '../../data/named-columns.ts';
import { readRows, type TableSource } from '../../data/read-rows.ts';
import type { Captures } from '../../grammar/pattern.ts';
import type { RequestContext } from '../../grammar/request-context.ts';
import { readMeasure } from '../../grammar/slots/column-items.ts';
import { type GraphDraft, part, type Ref } from '../../graph/draft.ts';
import { capitalised, escapeMarkdown } from '../../graph/markdown.ts';
import { writeCell } from '../../graph/write-value.ts';
import type { Language } from '../../language/language.ts';
import { conditionsOf, isNarrowed } from '../data/conditions.ts';
import { isAdditive, isKey, isNaming, isPerOne, isPerUnit } from '../data/measures.ts';
import { aboutTable } from '../data/rows.ts';
import { showTable } from '../data/show-table.ts';
import type { Recogniser } from '../recogniser.ts';
import { leftOut } from './gaps.ts';
import { areGroups, columnsIn, endsInAnother } from './groups.ts';
import { type Aggregated, aggregatedBy } from './measure-words.ts';

const MOST = 12;
const MOST_IN_A_LINE = 4;

/** All columns of numbers, where none of them only names its row, and no other could hold amounts. */
function numericColumns(table: TableSource): readonly string[] {
  const kinds = table.columns.map((column) => ({ column, kind: table.factsOf(column).kind }));
  const numbers = kinds.filter(({ kind }) => kind === 'number').map(({ column }) => column);
  return kinds.some(({ kind }) => kind === 'mixed') || numbers.some(isKey) ? [] : numbers;
}

/** What a pattern asks to be computed; null where a column is no number, or its sum means nothing. */
function wanted(captures: Captures, table: TableSource, language: Language): readonly Aggregated[] | null {
  const named = columnsIn(captures, 'columns');
  const columns = captures.every_column === undefined ? named : numericColumns(table);
  const words = captures.functions?.value;
  const measures = (captures.measures ?? captures.each)?.value;
  const pairs = Array.isArray(measures)
    ? measures.map((said) => readMeasure(String(said)))
    : columns.flatMap((column) =>
        (Array.isArray(words) ? words.map(String) : ['sum']).map((word) => ({ function: word, column })),
      );
  // Without a word for it, only what can be added up is added up.
  if (words === undefined && measures === undefined) {
    // "amounts of tea": a list is meant as likely as a sum.
    // And "amount per price" may be a quotient.
    if (columnsIn(captures, 'groups').some((name) => table.factsOf(name).kind === 'number' && !isKey(name)))
      return null;
    if (columns.some((name) => endsInAnother(name, table))) return null;
    const said = ` ${captures.columns?.raw.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, ' ') ?? ''} `;
    if (columns.some((name) => !isAdditive(name, table, language) || !said.includes(` ${spokenName(name)} `)))
      return null;
  }
  const isClear = pairs.every(
    (pair) =>
      table.factsOf(pair.column).kind === 'number' &&
      (!isNaming(pair.column) || pair.function === 'max' || pair.function === 'min') &&
      (pair.function !== 'sum' || !isPerUnit(pair.column, table, language)),
  );
  const found = pairs.flatMap((pair) => aggregatedBy(pair.function, pair.column));
  const once = new Set(found.map(({ as }) => as)).size === found.length;
  return isClear && once && found.length > 0 && found.length <= MOST ? found : null;
}

/** The sum of several sums: "sum of math and physics" can mean that, too. */
function together(draft: GraphDraft, value: Ref, found: readonly Aggregated[], { numbers, language }: RequestContext) {
  // Nobody adds units to prices.
  if (found.length < 2 || found.some((one) => one.function !== 'sum' || isPerOne(one.column, language))) return [];
  const names = found.map((_, i) => `sum_${'abcdefgh'[i] ?? 'z'}`);
  const sums = found.map(({ as }, i) => [names[i] ?? '', cellOf(value, as)] as const);
  const all = draft.compute('together', 'Together', 'math.evaluate', {
    expression: names.join(' + '),
    variables: Object.fromEntries(sums),
  });
  return ['; together **', writeCell(draft, part(all, '/value'), numbers), '**'];
}

const cellOf = (value: Ref, label: string): Ref => part(value, `/${label.replaceAll('~', '~0').replaceAll('/', '~1')}`);

/** "min and max of amount per product", "average age and total salary by city", "amount by region and product", with a table. */
export const aggregates: Recogniser = aboutTable('data.aggregates', (captures, table, context) => {
  const found = wanted(captures, table, context.language);
  const groups = columnsIn(captures, 'groups');
  if (found === null || !areGroups(groups, table)) return null;
  if (groups.some((group) => found.some(({ column, as }) => column === group || as === group))) return null;
  // "total units and total amount by region": both by region, or one.
  if (columnsIn(captures, 'measures').length > 1) return null;
  const narrowed = isNarrowed(captures);
  const conditions = narrowed ? conditionsOf(captures, table, context.language) : null;
  if (narrowed && conditions === null) return null;
  const columns = found.map(({ column }) => column);
  const gaps = `${leftOut(table, columns, narrowed)}${conditions?.note ?? ''}`;
  const title = found.map(({ as }) => escapeMarkdown(as)).join(', ');
  return (draft) => {
    const all = readRows(draft, table);
    const rows =
      conditions === null
        ? all
        : draft.compute('filtered', 'Filter the rows', 'table.filter', {
            rows: all,
            where: conditions.where,
            match: conditions.match,
          });
    const by = groups.map(escapeMarkdown).join(' and ');
    const computed: Ref = draft.compute('groups', by === '' ? title : `${title} by ${by}`, 'table.group_aggregate', {
      rows,
      group_by: groups,
      aggregates: found,
    });
    const labels = found.map(({ as }) => as);
    if (groups.length > 0)
      return {
        value: computed,
        line: [`${capitalised(title)} by ${by}${gaps}:`],
        block: showTable(draft, computed, [...groups, ...labels], context),
      };
    const value = part(computed, '/0');
    if (labels.length > MOST_IN_A_LINE)
      return { value, line: [`${capitalised(title)}${gaps}:`], block: showTable(draft, computed, labels, context) };
    const line = labels.flatMap((label, i) => {
      const cell = cellOf(value, label);
      const name = escapeMarkdown(label);
      return [`${i === 0 ? capitalised(name) : `; ${name}`}: **`, writeCell(draft, cell, context.numbers), '**'];
    });
    const [only = '', another] = labels;
    return {
      value: another === undefined ? cellOf(value, only) : value,
      line: [...line, ...together(draft, value, found, context), gaps],
    };
  };
});
