/** Around each hit in a snippet: characters for private use, which no text of a person holds. */
export const MARK = ['\uE000', '\uE001'] as const;

/** Words that a snippet has at most, and those of them that come before the first hit. */
const SHOWN = 16;
const BEFORE = 4;
/** Characters of one word, or of what stands between two, that are shown. */
const LONGEST = 80;
const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu;

interface Word {
  readonly start: number;
  readonly end: number;
  /** Which of the words that are looked for it is; -1 for none. */
  readonly hit: number;
}

/** A word as it is compared: without case and accents, as the index does. */
const plain = (word: string) => word.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

const clipped = (text: string) => (text.length <= LONGEST ? text : `${text.slice(0, LONGEST).toWellFormed()}…`);

/** Compares words with those that are looked for, of which the last may be half written. */
function matcherOf(wanted: readonly string[]): (word: string) => number {
  const last = wanted.length - 1;
  return (word) => {
    const compared = plain(word);
    return wanted.findIndex((each, index) => each === compared || (index === last && compared.startsWith(each)));
  };
}

/** The words of a text up to a stretch that has most of what is looked for, and where its first hit is among them. */
function wordsOf(text: string, wanted: readonly string[]): { words: readonly Word[]; first: number } {
  const hitOf = matcherOf(wanted);
  const words: Word[] = [];
  let hits: number[] = [];
  let [first, most] = [0, 0];
  for (const { 0: word, index: start } of text.matchAll(WORD)) {
    if (most === wanted.length && words.length > first - BEFORE + SHOWN) break;
    const hit = hitOf(word);
    words.push({ start, end: start + word.length, hit });
    if (hit === -1) continue;
    const here = words.length - 1;
    hits = [...hits.filter((index) => index > here - SHOWN + BEFORE), here];
    const different = new Set(hits.map((index) => words[index]?.hit)).size;
    if (different > most) [most, first] = [different, hits[0] ?? here];
  }
  return { words, first };
}

/**
 * The part of a text that has most of the words that are looked for, each between the characters of {@link MARK}. SQLite's own
 * `snippet` takes a quarter of a second for a table in which a word stands in every row.
 */
export function snippetOf(text: string, query: readonly string[]): string {
  const wanted = [...new Set(query.map(plain))];
  const { words, first } = wordsOf(text, wanted);
  const from = Math.max(0, first - BEFORE);
  const shown = words.slice(from, from + SHOWN);
  let at = from === 0 ? 0 : (shown[0]?.start ?? 0);
  let snippet = from === 0 ? '' : '…';
  for (const { start, end, hit } of shown) {
    const word = clipped(text.slice(start, end));
    snippet += clipped(text.slice(at, start)) + (hit === -1 ? word : MARK[0] + word + MARK[1]);
    at = end;
  }
  return words.length > from + SHOWN ? `${snippet}…` : snippet + clipped(text.slice(at));
}
