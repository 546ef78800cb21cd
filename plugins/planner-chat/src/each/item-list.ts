import type { DataSource } from '../data/data-source.ts';
import { hasDoubtfulKeys, hasLongNumbers, smallJson } from '../data/json-extent.ts';
import { readRows } from '../data/read-rows.ts';
import type { ItemReading } from '../grammar/slots/each.ts';
import type { GraphDraft, Ref } from '../graph/draft.ts';

/** The list that a model is asked about, one item after the other. */
export interface ItemList {
  /** At least as many as there are. */
  readonly count: number;
  /** The longest item, and all of them, in characters. */
  readonly longest: number;
  readonly all: number;
  /** Where in an item the text is that the model sees; the whole item where it is ''. */
  readonly pointer: string;
  /** The columns of the items, which are rows; null where they are texts. */
  readonly columns: readonly string[] | null;
  /** Adds the tasks that make the list. */
  build(draft: GraphDraft): Ref;
}

/** Longer data is not split item by item. */
const LONGEST = 100_000;
/** Signs that each line of a list has, and nothing else. */
const MARK = /^\s*(?:[-*\u2022]|\d{1,3}[.)])\s+/;

const measured = (texts: readonly string[]) => ({
  count: texts.length,
  longest: Math.max(0, ...texts.map(({ length }) => length)),
  all: texts.reduce((sum, { length }) => sum + length, 0),
});

function rowsOf(source: DataSource, column: string | undefined): ItemList | null {
  const { columns, text } = source;
  if (columns === null || source.hasTotalRow()) return null;
  // A cell that holds nothing is nothing to ask about.
  if (column !== undefined && source.factsOf(column).empty > 0) return null;
  const pieces = source.rows?.map((row) => row.join(' ')) ?? text.trim().split('\n').slice(1);
  const names = columns.join(' ').length + 4 * columns.length;
  const sizes = measured(pieces.filter((piece) => piece.trim() !== ''));
  return {
    count: sizes.count,
    longest: sizes.longest + names,
    all: sizes.all + names * sizes.count,
    pointer: column === undefined ? '' : `/${column.replaceAll('~', '~0').replaceAll('/', '~1')}`,
    columns,
    build: (draft) => readRows(draft, source),
  };
}

function textsOf(source: DataSource): ItemList | null {
  const value = smallJson(source.text);
  if (!Array.isArray(value) || !value.every((item): item is string => typeof item === 'string' && item.trim() !== ''))
    return null;
  if (hasLongNumbers(source.text) || hasDoubtfulKeys(source.text)) return null;
  const { name, text } = source;
  return {
    ...measured(value),
    pointer: '',
    columns: null,
    build: (draft) => draft.compute('items', `Read ${name}`, 'json.parse', { text }),
  };
}

/** The lines of a text, without the marks of a list. A text with gaps has parts of several lines, which nobody splits. */
function linesOf(source: DataSource, needsMarks: boolean): ItemList | null {
  const lines = source.text.trim().split(/\r?\n/);
  const marked = lines.filter((line) => MARK.test(line)).length;
  if (lines.some((line) => line.trim() === '') || (marked > 0 && marked < lines.length)) return null;
  if (needsMarks && marked === 0) return null;
  const { text } = source;
  return {
    ...measured(lines),
    pointer: '',
    columns: null,
    build(draft) {
      const plain =
        marked === 0
          ? text
          : draft.compute('unmarked', 'Without the marks of the list', 'regex.replace', {
              text,
              pattern: '^[ \\t]*(?:[-*\u2022]|\\d{1,3}[.)])[ \\t]+',
              replacement: '',
              flags: 'm',
            });
      const args = { text: plain, separator: '\n', trim: true, drop_empty: true };
      return draft.compute('items', 'Split the lines', 'text.split', args);
    },
  };
}

/** The items that a request speaks of, in the only data that it is about; null where nobody can tell where each ends. */
export function itemListOf(source: DataSource, { kind, column }: ItemReading): ItemList | null {
  if (source.text.length > LONGEST) return null;
  if (source.columns !== null) return kind === 'line' ? null : rowsOf(source, column);
  if (source.kind === 'json') return kind === 'row' ? null : textsOf(source);
  if (source.kind !== 'text') return null;
  if (kind === 'row') return null;
  return linesOf(source, kind !== 'line');
}
