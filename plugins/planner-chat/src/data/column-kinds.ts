/**
 * What a column holds. `mixed` is texts some of which look like numbers or dates, or numbers that can be read in two ways.
 */
export type ColumnKind = 'number' | 'date' | 'text' | 'mixed' | 'empty';

const NUMBER = /^-?(0|[1-9]\d{0,14})(\.\d{1,15})?$/;
const COMMA_NUMBER = /^-?(0|[1-9]\d{0,14}|[1-9]\d{0,2}(\.\d{3}){1,4}(?=,))(,\d{1,15})?$/;
/** 1.234 is more than a thousand in half of Europe. */
const GROUPED = /^-?[1-9]\d{0,2}\.\d{3}$/;
/** Begins like a number, an amount or a date: such texts have an order of their own, which is not that of their letters. */
const NUMERIC = /^[-+$\u20ac\u00a3(]*\s?\d/;
/** Stands for a number that is not there. */
const NO_NUMBER = /^([-+]?(nan|inf(inity)?)|n\/?a|null|nil|none|[-\u2013\u2014?.]+)$/i;
/** A day that is in the calendar. */
const DATE =
  /^\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|1\d|2[0-9]))$/;

/** How a table writes numbers. */
export interface Writing {
  readonly decimal: '.' | ',';
  /** Whether a point can stand between thousands: never in JSON, hardly where commas part cells. */
  readonly grouping: 'never' | 'hardly' | 'likely';
}

/** How JSON writes numbers. */
export const JSON_WRITING: Writing = { decimal: '.', grouping: 'never' };
/** How Markdown tables do. */
export const MARKDOWN_WRITING: Writing = { decimal: '.', grouping: 'likely' };
/** How CSV with commas does. */
export const COMMA_WRITING: Writing = { decimal: '.', grouping: 'hardly' };

/**
 * Whether numbers with a point could be thousands: each is such as 1.234. Where commas part cells, only if whole numbers stand
 * beside them. `all` is how many numbers there are.
 */
export function isAmbiguous(pointed: readonly string[], all: number, { decimal, grouping }: Writing): boolean {
  if (decimal === ',' || grouping === 'never' || (grouping === 'hardly' && pointed.length === all)) return false;
  return pointed.length > 0 && pointed.every((cell) => GROUPED.test(cell));
}

/** What one cell looks like, which is not empty. `mixed` begins like a number and is none. */
export function kindOfCell(cell: string, { decimal }: Writing): 'number' | 'date' | 'text' | 'mixed' {
  if ((decimal === '.' ? NUMBER : COMMA_NUMBER).test(cell)) return 'number';
  if (DATE.test(cell)) return 'date';
  return NUMERIC.test(cell) || NO_NUMBER.test(cell) ? 'mixed' : 'text';
}

/** The kind of a column: number and date only when every cell that is not empty is one. */
export function columnKind(column: readonly string[], writing: Writing): ColumnKind {
  const cells = column.filter((cell) => cell !== '');
  const kinds = new Set(cells.map((cell) => kindOfCell(cell, writing)));
  const [kind = 'empty', another] = kinds;
  if (another !== undefined) return 'mixed';
  const pointed = kind === 'number' ? cells.filter((cell) => cell.includes('.')) : [];
  return isAmbiguous(pointed, cells.length, writing) ? 'mixed' : kind;
}

const columnOf = (rows: readonly (readonly string[])[], at: number) => rows.map((row) => row[at] ?? '');

/** The kind of every column of some rows. */
export function columnKinds(
  rows: readonly (readonly string[])[],
  count: number,
  writing: Writing,
): readonly ColumnKind[] {
  return Array.from({ length: count }, (_, at) => columnKind(columnOf(rows, at), writing));
}

/**
 * Whether a table writes its numbers with a comma: some column can only be read so, such as one of 12,5 and 1.234,50, and every
 * other cell with a comma or a point between digits fits that too. Of 1,234 alone nobody can tell.
 */
export function decimalOf(rows: readonly (readonly string[])[], count: number): '.' | ',' {
  const columns = Array.from({ length: count }, (_, at) => columnOf(rows, at).filter((cell) => cell !== ''));
  const marked = columns.filter((cells) => cells.some((cell) => /^-?[\d.]*,\d+$/.test(cell)));
  const certain = (cells: readonly string[]) =>
    cells.every((cell) => COMMA_NUMBER.test(cell)) && cells.some((cell) => /,(\d{1,2}|\d{4,})$/.test(cell));
  const pointed = columns.some((cells) => cells.some((cell) => /^-?\d+\.\d+$/.test(cell)));
  return marked.length > 0 && marked.every(certain) && !pointed ? ',' : '.';
}
