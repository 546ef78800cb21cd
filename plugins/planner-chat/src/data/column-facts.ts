import { type ColumnKind, columnKind, type Writing } from './column-kinds.ts';

/** What all rows of a column hold. */
export interface ColumnFacts {
  readonly kind: ColumnKind;
  /** Some texts in it are the same but for capitals and spaces: whether those are one group, nobody knows. */
  readonly folds: boolean;
  /** Some text stands in it more than once, or nobody knows. */
  readonly repeats: boolean;
  /** How many of its cells hold nothing. */
  readonly empty: number;
  /** Of numbers: none is below zero, and not all are zero. */
  readonly isPositive: boolean;
  /** Some number has more digits than its value is written with: 1.10, which can be a version, or 1.500, which can be a thousand. */
  readonly rewritten: 'shorter' | 'thousand' | null;
  /** Of numbers: whether the first or last is the sum of all others, which among few can be chance. */
  readonly sumRow: 'sure' | 'likely' | null;
  /** Some cell is the number zero, or nobody knows: nothing can be divided by it. */
  readonly hasZero: boolean;
  /** Whether some cell is exactly this text, as far as different texts were kept. */
  holds(text: string): boolean;
  /** Its different texts by what they read like; null where they are too many to keep. */
  readonly texts: ReadonlyMap<string, string> | null;
}

/** Whether some text of one column reads like one of another and is not the same: "Ann" and "ann". */
export function foldsInto(one: ColumnFacts, other: ColumnFacts): boolean {
  if (one.folds || other.folds || one.texts === null || other.texts === null) return true;
  const { texts } = other;
  return [...one.texts].some(([key, text]) => (texts.get(key) ?? text) !== text);
}

/** Nobody groups by a column of more different texts. */
const MOST_TEXTS = 5_000;

/** Marks on letters, and signs that nobody sees. */
const UNSEEN = /[\p{M}\p{Cf}]/gu;

/** The same for texts that read alike: "St. Louis" and "st louis", "Caf\u00e9" in one sign or two. */
function keyOf(text: string): string {
  const plain = /^[\0-\x7f]*$/.test(text) ? text : text.normalize('NFKD').replaceAll(UNSEEN, '');
  return plain
    .toLowerCase()
    .replaceAll(/[.'\u2019\u2018]/g, '')
    .replaceAll(/[\s_\u2010-\u2015-]+/g, ' ')
    .trim();
}

/** What nobody has looked at. */
export const UNKNOWN_FACTS: ColumnFacts = {
  kind: 'mixed',
  folds: true,
  repeats: true,
  empty: 0,
  isPositive: false,
  hasZero: true,
  rewritten: null,
  sumRow: null,
  holds: () => false,
  texts: null,
};

/** Notices when two texts are the same but for capitals and spaces. */
export class Folding {
  readonly #seen = new Map<string, string>();
  folds = false;
  repeats = false;

  /** Whether a text was seen, exactly as it is. */
  holds(text: string): boolean {
    return this.#seen.get(keyOf(text)) === text;
  }

  /** Every text by what it reads like; null where they are too many to keep. */
  get texts(): ReadonlyMap<string, string> | null {
    return this.#seen.size > MOST_TEXTS ? null : this.#seen;
  }

  add(text: string): void {
    if (this.#seen.size > MOST_TEXTS) this.repeats = true;
    if (this.folds || this.#seen.size > MOST_TEXTS) return;
    const key = keyOf(text);
    const known = this.#seen.get(key);
    if (known === undefined) this.#seen.set(key, text);
    else if (known === text) this.repeats = true;
    else this.folds = true;
  }
}

/** Of a cell that is a number. */
export const isAboveZero = (cell: string): boolean => /^[^-]*[1-9]/.test(cell);
export const isBelowZero = (cell: string): boolean => cell.startsWith('-');
export const isZero = (cell: string): boolean => /^-?[0.,]+$/.test(cell);

/** What is lost of a cell when it is read as a number. */
export function rewrittenAs(cell: string): ColumnFacts['rewritten'] {
  if (!cell.endsWith('0') || !/^-?\d+[.,]\d*0$/.test(cell)) return null;
  return /^-?[1-9]\d{0,2}[.,]\d\d0$/.test(cell) ? 'thousand' : 'shorter';
}

/** Adds up numbers as they come, and tells whether the first or last of them is the sum of all others. */
export class SumRow {
  #first: number | null = null;
  #last = 0;
  #sum = 0;
  #count = 0;

  add(cell: string): void {
    const value = Number(cell.includes(',') ? cell.replaceAll('.', '').replace(',', '.') : cell);
    this.#first ??= value;
    this.#last = value;
    this.#sum += value;
    this.#count++;
  }

  get found(): ColumnFacts['sumRow'] {
    const isHalf = (value: number | null) =>
      value !== null && value !== 0 && Math.abs(this.#sum - 2 * value) <= Math.abs(value) * 1e-9;
    if (this.#count < 3 || (!isHalf(this.#first) && !isHalf(this.#last))) return null;
    return this.#count > 3 ? 'sure' : 'likely';
  }
}

/** The facts of a column whose cells are all here. */
export function factsOf(cells: readonly string[], writing: Writing): ColumnFacts {
  const folding = new Folding();
  for (const cell of cells) folding.add(cell);
  const kind = columnKind(cells, writing);
  const rewritten = cells.map(rewrittenAs).filter((way) => way !== null);
  const sums = new SumRow();
  if (kind === 'number') for (const cell of cells) if (cell !== '') sums.add(cell);
  return {
    kind,
    rewritten: rewritten.find((way) => way === 'thousand') ?? rewritten[0] ?? null,
    sumRow: sums.found,
    folds: folding.folds,
    repeats: folding.repeats,
    empty: cells.filter((cell) => cell === '').length,
    isPositive: cells.some(isAboveZero) && !cells.some(isBelowZero),
    hasZero: cells.some(isZero),
    holds: (text) => folding.holds(text),
    texts: folding.texts,
  };
}
