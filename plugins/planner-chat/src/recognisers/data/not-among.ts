import { mergesCells, showsOtherNumbers } from '../../data/as-written.ts';
import { foldsInto } from '../../data/column-facts.ts';
import { readRows, type TableSource } from '../../data/read-rows.ts';
import type { Captures } from '../../grammar/pattern.ts';
import type { RequestContext } from '../../grammar/request-context.ts';
import type { GraphDraft, Ref } from '../../graph/draft.ts';
import { escapeMarkdown } from '../../graph/markdown.ts';
import { writeNumber } from '../../graph/write-value.ts';
import type { Recogniser } from '../recogniser.ts';
import { ROWS } from './rows.ts';
import { showTable } from './show-table.ts';

const LONGEST = 4_000_000;

/** Both tables, the one whose rows are looked for first; null where a message leaves open which is which. */
function bothOf(
  { left, right, forward, backward }: Captures,
  { data }: RequestContext,
): readonly [TableSource, TableSource] | null {
  const [first, second, more] = data;
  if (first === undefined || second === undefined || more !== undefined) return null;
  if (first.columns === null || second.columns === null || first.text.length + second.text.length > LONGEST)
    return null;
  const tables = [
    { ...first, columns: first.columns },
    { ...second, columns: second.columns },
  ] as const;
  if (forward !== undefined || (left?.value === 0 && right?.value === 1)) return tables;
  return backward !== undefined || (left?.value === 1 && right?.value === 0) ? [tables[1], tables[0]] : null;
}

/** Whether everybody would find the same cells of a column in that of another table. */
function isComparable(one: TableSource, other: TableSource, key: string): boolean {
  const [facts, others] = [one.factsOf(key), other.factsOf(key)];
  const isKind = (facts.kind === 'number' || facts.kind === 'text') && facts.kind === others.kind;
  if (!isKind || facts.empty + others.empty > 0) return false;
  if ([one, other].some((table) => table.hasTotalRow() || table.isUneven() || mergesCells(key, table))) return false;
  return facts.kind === 'number' || !foldsInto(facts, others);
}

const columnOf = (draft: GraphDraft, rows: Ref, column: string): Ref =>
  draft.compute('keys', `The column ${column}`, 'table.column', { rows, column });

/** "which rows of customers.csv are not in orders.csv by customer_id", "which customers of the first table are not in the second". */
export const notAmong: Recogniser = {
  id: 'data.not_among',
  claim(captures, context) {
    const both = bothOf(captures, context);
    const key = (captures.key ?? captures.keys)?.value;
    if (both === null || typeof key !== 'string') return null;
    const [one, other] = both;
    if (!isComparable(one, other, key) || showsOtherNumbers(one)) return null;
    const where = ` of ${escapeMarkdown(one.name)} whose ${escapeMarkdown(key)} is not in ${escapeMarkdown(other.name)}:`;
    return {
      usesData: true,
      build(draft) {
        const kept = draft.compute('missing', `Those not in ${other.name}`, 'table.filter', {
          rows: readRows(draft, one),
          where: [{ column: key, test: 'not_in', value: columnOf(draft, readRows(draft, other), key) }],
        });
        const rows =
          captures.keys === undefined
            ? kept
            : draft.compute('keys', `Each ${key} once`, 'table.distinct', {
                rows: draft.compute('keys', `Only ${key}`, 'table.select', { rows: kept, columns: [key] }),
              });
        const count = draft.compute('count', 'Count them', 'list.count', { items: rows });
        const columns = captures.keys === undefined ? one.columns : [key];
        const named = `${escapeMarkdown(key)} of ${escapeMarkdown(one.name)} not in ${escapeMarkdown(other.name)}:`;
        return {
          value: captures.keys === undefined ? rows : columnOf(draft, rows, key),
          line:
            captures.keys === undefined
              ? [writeNumber(draft, count, context.numbers, ROWS), where]
              : [
                  writeNumber(draft, count, context.numbers, { form: 'bold', one: 'value of', other: 'values of' }),
                  ` ${named}`,
                ],
          block: showTable(draft, rows, columns, context),
        };
      },
    };
  },
};
