/** The words of a language by which somebody speaks to the reader in the middle of a text that was only given as data. */
export interface AsideWords {
  /** Begin a remark or a request of their own. */
  readonly opening: ReadonlySet<string>;
  /** Ask for something: after "and" they begin a second request. */
  readonly verbs: ReadonlySet<string>;
  /** Make any sentence doubtful, wherever they stand. */
  readonly anywhere: ReadonlySet<string>;
  /** Go on with the sentence before the text: "the first lines of the poem". */
  readonly continuing: ReadonlySet<string>;
  /** Join two things. */
  readonly joining: ReadonlySet<string>;
  readonly greeting: ReadonlySet<string>;
  /** End a request and hardly ever a text: "descending", "etc". */
  readonly manner: ReadonlySet<string>;
  /** Begin words that say how to answer: "in French", "by length". */
  readonly manners: ReadonlyMap<string, ReadonlySet<string>>;
}

const SEGMENTS = /[.?!;,()\n\u2013\u2014]+\s*|\s-+\s|:\s/;
const LONG_LINE = 160;
const TAIL = 2_000;
/** Of a longer text on one line, nobody searches every sentence for a remark. */
const LONGEST_LINE = 20_000;

const wordsOf = (text: string): readonly string[] => text.toLowerCase().match(/[\p{L}']+/gu) ?? [];

function speaks(segment: string, { opening, verbs }: AsideWords): boolean {
  const [first = ''] = wordsOf(segment);
  return opening.has(first) || verbs.has(first);
}

function isDoubtful(line: string, { anywhere, verbs, joining }: AsideWords): boolean {
  const words = wordsOf(line);
  return words.some((word, i) => anywhere.has(word) || (joining.has(word) && verbs.has(words[i + 1] ?? '')));
}

/** Whether a line ends in words that say how to do it: "b, a, c descending", "hello in French". */
function endsInManner(line: string, { manner, manners }: AsideWords): boolean {
  const words = wordsOf(line);
  const last = words.at(-1) ?? '';
  if (words.length > 1 && manner.has(last)) return true;
  return words.slice(-4, -1).some((word) => manners.get(word)?.has(last) === true);
}

/**
 * Whether a text whose end nobody marked could hold something that is said to the reader: "b, a. Then explain.". A text on one
 * line is searched whole; of several lines the first one and everything after the last gap.
 */
export function mayHoldAside(text: string, words: AsideWords): boolean {
  const trimmed = text.trim();
  const [, head = '', after] = /^\W*([\p{L}']*)(.?)/u.exec(trimmed.slice(0, TAIL).toLowerCase()) ?? [];
  // "From: ada@example.org" is a line of a letter.
  if (words.continuing.has(head) && after !== ':') return true;
  const lines = trimmed.slice(-TAIL).split('\n');
  const [first = ''] = trimmed.slice(0, TAIL).split('\n', 1);
  if (lines.length === 1) {
    if (trimmed.length > LONGEST_LINE) return true;
    const [, ...later] = trimmed.split(SEGMENTS);
    return (
      later.some((segment) => speaks(segment, words)) || isDoubtful(trimmed, words) || endsInManner(trimmed, words)
    );
  }
  if (/:\s*$/.test(first) || words.greeting.has(head) || words.anywhere.has(head)) return true;
  const gap = lines.findLastIndex((line) => /^\W*$/.test(line));
  const end = gap < 0 ? lines.slice(-1) : lines.slice(gap + 1);
  const spoken = end.flatMap((line) => line.split(SEGMENTS)).some((segment) => speaks(segment, words));
  return spoken || end.some((line) => line.length <= LONG_LINE && isDoubtful(line, words));
}
