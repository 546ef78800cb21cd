import { mergesCells, showsOtherNumbers } from '../../data/as-written.ts';
import { foldsInto } from '../../data/column-facts.ts';
import { readRows } from '../../data/read-rows.ts';
import { escapeMarkdown } from '../../graph/markdown.ts';
import { writeNumber } from '../../graph/write-value.ts';
import type { Recogniser } from '../recogniser.ts';
import { ROWS } from './rows.ts';
import { showTable } from './show-table.ts';

const TITLES: Readonly<Record<string, string>> = { inner: 'Inner join', left: 'Left join', full: 'Full outer join' };

/** "join the two files on region", "left join orders.csv with customers.csv on customer_id". */
export const join: Recogniser = {
  id: 'data.join',
  claim({ kind, key, left: leftFile, right: rightFile }, context) {
    const [first, second, more] = context.data;
    if (first === undefined || second === undefined || more !== undefined) return null;
    if (typeof kind?.value !== 'string' || typeof key?.value !== 'string') return null;
    const [how, on] = [kind.value, key.value];
    const swapped = leftFile?.value === 1 && rightFile?.value === 0;
    if (leftFile !== undefined && !swapped && (leftFile.value !== 0 || rightFile?.value !== 1)) return null;
    const [left, right] = swapped ? [second, first] : [first, second];
    if (left.columns === null || right.columns === null || left.text.length + right.text.length > 4_000_000)
      return null;
    if ([left, right].some((table) => table.hasTotalRow() || table.isUneven() || showsOtherNumbers(table))) return null;
    if (mergesCells(on, left) || mergesCells(on, right)) return null;
    // Numbers never equal texts, so such keys would match nothing.
    const keyKind = left.factsOf(on).kind;
    if (keyKind === 'empty' || keyKind === 'mixed' || keyKind !== right.factsOf(on).kind) return null;
    // "Ann" would not find "ann".
    if (foldsInto(left.factsOf(on), right.factsOf(on))) return null;
    const others = right.columns.filter((column) => column !== on);
    // Of two columns with one name, nobody knows which is wanted.
    if (others.some((column) => left.columns?.includes(column))) return null;
    const columns = [...left.columns, ...others];
    return {
      usesData: true,
      build(draft) {
        const rows = draft.compute('joined', `${TITLES[how] ?? how} on ${on}`, 'table.join', {
          left: readRows(draft, left),
          right: readRows(draft, right),
          on: [{ left: on, right: on }],
          kind: how,
        });
        const count = draft.compute('count', 'Count the rows', 'list.count', { items: rows });
        const names = how === 'left' ? `, all rows of ${escapeMarkdown(left.name)}` : '';
        return {
          value: rows,
          line: [
            `${TITLES[how] ?? how} on ${escapeMarkdown(on)}${names}: `,
            writeNumber(draft, count, context.numbers, ROWS),
          ],
          block: showTable(draft, rows, columns, context),
        };
      },
    };
  },
};
