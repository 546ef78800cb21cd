/** What the first rows of a column hold. `mixed` is texts some of which look like numbers, or numbers that
 * can be read in two ways. */
export type ColumnKind = 'number' | 'date' | 'text' | 'mixed' | 'empty';

const NUMBER = /^-?(0|[1-9]\d{0,14})(\.\d{1,15})?$/;
const COMMA_NUMBER = /^-?(0|[1-9]\d{0,14}|[1-9]\d{0,2}(\.\d{3}){1,4}(?=,))(,\d{1,15})?$/;
/** 1.234 is more than a thousand in half of Europe. */
const GROUPED = /^-?[1-9]\d{0,2}\.\d{3}$/;
/** Begins like a number, an amount or a date: such texts have an order of their own, which is not that of their letters. */
const NUMERIC = /^[-+$\u20ac\u00a3]?\s?\d/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

const columnOf = (rows: readonly (readonly string[])[], at: number) =>
  rows.map((row) => row[at] ?? '').filter((cell) => cell !== '');

function mayBeGrouped(cells: readonly string[]): boolean {
  const pointed = cells.filter((cell) => cell.includes('.'));
  return pointed.length > 0 && pointed.every((cell) => GROUPED.test(cell));
}

/**
 * The kind of every column, from a sample of rows: number and date only when every cell that is not empty is one. `grouping` says
 * that a point may stand between thousands.
 */
export function columnKinds(
  rows: readonly (readonly string[])[],
  count: number,
  decimal: '.' | ',' = '.',
  grouping = false,
): readonly ColumnKind[] {
  const number = decimal === '.' ? NUMBER : COMMA_NUMBER;
  return Array.from({ length: count }, (_, at) => {
    const cells = columnOf(rows, at);
    if (cells.length === 0) return 'empty';
    if (cells.every((cell) => number.test(cell)))
      return grouping && decimal === '.' && mayBeGrouped(cells) ? 'mixed' : 'number';
    if (cells.every((cell) => DATE.test(cell))) return 'date';
    return cells.some((cell) => NUMERIC.test(cell)) ? 'mixed' : 'text';
  });
}

/**
 * Whether a table writes its numbers with a comma: some column can only be read so, such as one of 12,5 and 1.234,50, and every
 * other cell with a comma or a point between digits fits that too. Of 1,234 alone nobody can tell.
 */
export function decimalOf(rows: readonly (readonly string[])[], count: number): '.' | ',' {
  const columns = Array.from({ length: count }, (_, at) => columnOf(rows, at));
  const marked = columns.filter((cells) => cells.some((cell) => /^-?[\d.]*,\d+$/.test(cell)));
  const certain = (cells: readonly string[]) =>
    cells.every((cell) => COMMA_NUMBER.test(cell)) && cells.some((cell) => /,(\d{1,2}|\d{4,})$/.test(cell));
  const pointed = columns.some((cells) => cells.some((cell) => /^-?\d+\.\d+$/.test(cell)));
  return marked.length > 0 && marked.every(certain) && !pointed ? ',' : '.';
}
