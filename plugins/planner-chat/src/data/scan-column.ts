import {
  type ColumnFacts,
  Folding,
  isAboveZero,
  isBelowZero,
  isZero,
  rewrittenAs,
  SumRow,
  UNKNOWN_FACTS,
} from './column-facts.ts';
import { type ColumnKind, isAmbiguous, kindOfCell, type Writing } from './column-kinds.ts';
import { cellsOf } from './csv-cells.ts';

const ROWS_AT_ONCE = 4_000;

/** A column of CSV below its header. */
export interface CsvColumn {
  readonly text: string;
  readonly delimiter: string;
  readonly at: number;
  readonly writing: Writing;
}

/** The cell at a position of a line without quotation marks that begins at `start`. */
function plainCell({ text, delimiter, at }: CsvColumn, start: number, end: number): string | null {
  let from = start;
  for (let i = 0; i < at; i++) {
    from = text.indexOf(delimiter, from) + 1;
    if (from === 0 || from > end) return null;
  }
  const next = text.indexOf(delimiter, from);
  return text.slice(from, next < 0 || next > end ? end : next).trim();
}

/**
 * Finds the facts of a column from all of its cells, without parsing the others. Stops now and then, so that a long table need not
 * be read in one go.
 * The kind is `mixed` also where a cell goes over several lines.
 */
export function* scanColumn(column: CsvColumn): Generator<undefined, ColumnFacts> {
  const { text, delimiter, at, writing } = column;
  const folding = new Folding();
  const sums = new SumRow();
  let rewritten: ColumnFacts['rewritten'] = null;
  let empty = 0;
  let isMixed = false;
  let [above, below, hasZero] = [false, false, false];
  const isQuoted = text.includes('"');
  const numbers: string[] = [];
  const seen = { number: 0, date: 0, text: 0, mixed: 0 };
  let rows = 0;
  for (let start = text.indexOf('\n') + 1; start > 0 && start < text.length; rows++) {
    if (rows % ROWS_AT_ONCE === ROWS_AT_ONCE - 1) yield;
    const found = text.indexOf('\n', start);
    const end = found < 0 ? text.length : found;
    const line = isQuoted ? text.slice(start, end).trimEnd() : '';
    const cells = line.includes('"') ? cellsOf(line, delimiter) : [];
    if (cells === null) return UNKNOWN_FACTS;
    const cell = cells.length > 0 ? (cells[at] ?? '') : plainCell(column, start, end);
    const isBlank = (cell === '' || cell === null) && text.slice(start, end).trim() === '';
    // A line with too few cells.
    if (cell === null && !isBlank) return UNKNOWN_FACTS;
    start = end + 1;
    if (cell === '' || cell === null) {
      if (!isBlank) empty++;
      continue;
    }
    const kind = kindOfCell(cell, writing);
    seen[kind]++;
    above ||= isAboveZero(cell);
    below ||= isBelowZero(cell);
    if (rewritten !== 'thousand') rewritten = rewrittenAs(cell) ?? rewritten;
    if (kind === 'number') sums.add(cell);
    hasZero ||= isZero(cell);
    if (kind === 'text' || kind === 'mixed') folding.add(cell);
    isMixed ||= kind === 'mixed' || (seen.number > 0 && seen.date + seen.text > 0);
    if (isMixed && folding.folds) return { ...UNKNOWN_FACTS, rewritten };
    if (kind === 'number' && cell.includes('.')) numbers.push(cell);
  }
  const kind = isMixed ? 'mixed' : kindOf(seen, isAmbiguous(numbers, seen.number, writing));
  return {
    kind,
    folds: folding.folds,
    repeats: folding.repeats,
    empty,
    isPositive: above && !below,
    hasZero,
    rewritten,
    sumRow: sums.found,
    holds: (text) => folding.holds(text),
    texts: folding.texts,
  };
}

/** The kind of a column of which all cells have been seen, none of them `mixed`. */
function kindOf(seen: Readonly<Record<'number' | 'date' | 'text', number>>, isAmbiguousNumber: boolean): ColumnKind {
  if (seen.date > 0) return seen.text > 0 ? 'mixed' : 'date';
  if (seen.text > 0) return 'text';
  if (seen.number === 0) return 'empty';
  return isAmbiguousNumber ? 'mixed' : 'number';
}
