/** What the first rows of a column hold. */
export type ColumnKind = 'number' | 'date' | 'text' | 'empty';

const NUMBER = /^-?(0|[1-9]\d{0,14})(\.\d{1,15})?$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** The kind of every column, from a sample of rows: number and date only when every cell that is not empty is one. */
export function columnKinds(rows: readonly (readonly string[])[], count: number): readonly ColumnKind[] {
  return Array.from({ length: count }, (_, at) => {
    const cells = rows.map((row) => row[at] ?? '').filter((cell) => cell !== '');
    if (cells.length === 0) return 'empty';
    if (cells.every((cell) => NUMBER.test(cell))) return 'number';
    return cells.every((cell) => DATE.test(cell)) ? 'date' : 'text';
  });
}
