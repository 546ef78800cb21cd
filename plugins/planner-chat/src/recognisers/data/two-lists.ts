import type { DataSource } from '../../data/data-source.ts';
import type { GraphDraft, Ref } from '../../graph/draft.ts';
import { escapeMarkdown } from '../../graph/markdown.ts';
import { writeNumber } from '../../graph/write-value.ts';
import type { Recogniser } from '../recogniser.ts';

const LONGEST = 1_000_000;

/** Whether a text is a list: lines without gaps, each once, and without a sign of parts inside them. */
function isList({ kind, text, closed }: DataSource): boolean {
  const lines = text.trim().split(/\r?\n/);
  const trimmed = lines.map((line) => line.trim());
  return (
    kind === 'text' &&
    closed &&
    text.length <= LONGEST &&
    !trimmed.includes('') &&
    new Set(trimmed).size === lines.length
  );
}

/** Whether some item stands in both lists in other letters. */
function foldsInto(one: DataSource, other: DataSource): boolean {
  const items = [one, other].map(({ text }) => text.split(/\r?\n/).map((line) => line.trim()));
  const exact = new Set(items.flat());
  return new Set([...exact].map((item) => item.toLowerCase())).size < exact.size;
}

const linesOf = (draft: GraphDraft, { text, name }: DataSource): Ref =>
  draft.compute('lines', `Lines of ${name}`, 'text.split', { text, separator: '\n', trim: true, drop_empty: true });

/** Lines of one list that are, or are not, among those of another. */
function among(draft: GraphDraft, lines: Ref, test: 'in' | 'not_in', others: Ref): Ref {
  const rows = draft.compute('rows', 'As rows', 'list.zip', { names: ['line'], lists: [lines] });
  const kept = draft.compute('kept', 'Compare the lists', 'table.filter', {
    rows,
    where: [{ column: 'line', test, value: others }],
  });
  return draft.compute('compared', 'As a list', 'table.column', { rows: kept, column: 'line' });
}

/** "which lines are in a.txt but not in b.txt", "which lines are in both files". */
export const twoLists: Recogniser = {
  id: 'data.two_lists',
  claim({ left, right, forward, backward, shared, merged }, { data, numbers }) {
    const [first, second, more] = data;
    if (first === undefined || second === undefined || more !== undefined) return null;
    if (!isList(first) || !isList(second) || foldsInto(first, second)) return null;
    const swapped = backward !== undefined || (left?.value === 1 && right?.value === 0);
    const named = left?.value === 0 && right?.value === 1;
    if (!swapped && !named && forward === undefined && shared === undefined && merged === undefined) return null;
    const [one, other] = swapped ? [second, first] : [first, second];
    const names = [one, other].map(({ name }) => escapeMarkdown(name));
    return {
      usesData: true,
      build(draft) {
        const [lines, others] = [linesOf(draft, one), linesOf(draft, other)];
        const both = () => draft.compute('both', 'One after the other', 'list.concat', { lists: [lines, others] });
        const value =
          merged !== undefined
            ? draft.compute('merged', 'Each once', 'list.unique', { items: both() })
            : among(draft, lines, shared === undefined ? 'not_in' : 'in', others);
        const count = draft.compute('count', 'Count them', 'list.count', { items: value });
        const list = draft.compute('listed', 'Write the list', 'text.join', { items: value, separator: '\n' });
        const where =
          merged !== undefined
            ? ' in one of the two lists or both, each once:'
            : shared === undefined
              ? ` in ${names[0]} and not in ${names[1]}:`
              : ` in both ${names[0]} and ${names[1]}:`;
        return {
          value,
          line: [writeNumber(draft, count, numbers, { form: 'bold', one: 'line', other: 'lines' }), where],
          block: draft.compute('shown', 'Write the result', 'markdown.code', { text: list }),
        };
      },
    };
  },
};
