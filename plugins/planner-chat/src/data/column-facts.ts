import { type ColumnKind, columnKind, type Writing } from './column-kinds.ts';

/** What all rows of a column hold. */
export interface ColumnFacts {
  readonly kind: ColumnKind;
  /** Some texts in it are the same but for capitals and spaces: whether those are one group, nobody knows. */
  readonly folds: boolean;
  /** How many of its cells hold nothing. */
  readonly empty: number;
  /** Of numbers: none is below zero, and not all are zero. */
  readonly isPositive: boolean;
  /** Whether some cell is exactly this text, as far as different texts were kept. */
  holds(text: string): boolean;
}

/** Nobody groups by a column of more different texts. */
const MOST_TEXTS = 5_000;

const keyOf = (text: string) => text.toLowerCase().replaceAll(/[\s_-]+/g, ' ');

/** Notices when two texts are the same but for capitals and spaces. */
export class Folding {
  readonly #seen = new Map<string, string>();
  folds = false;

  /** Whether a text was seen, exactly as it is. */
  holds(text: string): boolean {
    return this.#seen.get(keyOf(text)) === text;
  }

  add(text: string): void {
    if (this.folds || this.#seen.size > MOST_TEXTS) return;
    const key = keyOf(text);
    const known = this.#seen.get(key);
    if (known === undefined) this.#seen.set(key, text);
    else if (known !== text) this.folds = true;
  }
}

/** Of a cell that is a number. */
export const isAboveZero = (cell: string): boolean => /^[^-]*[1-9]/.test(cell);
export const isBelowZero = (cell: string): boolean => cell.startsWith('-');

/** The facts of a column whose cells are all here. */
export function factsOf(cells: readonly string[], writing: Writing): ColumnFacts {
  const folding = new Folding();
  for (const cell of cells) folding.add(cell);
  return {
    kind: columnKind(cells, writing),
    folds: folding.folds,
    empty: cells.filter((cell) => cell === '').length,
    isPositive: cells.some(isAboveZero) && !cells.some(isBelowZero),
    holds: (text) => folding.holds(text),
  };
}
