/** Shortened words, whose full stop ends no sentence: one or two letters, or letters with points between them. */
const SHORTENED =
  /(^|[\s("'\u201c])(\p{L}{1,2}|(\p{L}\.)+\p{L}|mrs|prof|etc|inc|ltd|est|approx|dept|fig|vol|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec)\.(?=\s|$)/iu;
/** A mark behind which nothing new begins, or several in a row. */
const NO_END = /[.!?\u2026]["'\u00bb\u201d\u2019)\]]*\s+\p{Ll}|\.\.|\u2026|[.!?]\s+[)\]"'\u201d]|[.!?]\p{L}/u;
/** Written as several characters, and seen as one. */
const COMPOSED = /\p{M}|\u200d|\ufe0f|[\u{1f3fb}-\u{1f3ff}]|[\u{1f1e6}-\u{1f1ff}]/u;

/** Of longer texts nobody counts the words one by one: programs differ by a few. */
const LONG = 300;
/** A sign between spaces, which some count as a word. */
const STRAY = /(?:^|\s)[^\p{L}\p{N}\s]+(?:\s|$)|\p{L}[^\p{L}\p{M}\p{N}\s'\u2019._@-]+\p{L}|\p{L}\.{2,}\p{L}/u;
/** Writing without spaces between words. */
const NO_SPACES = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmr}]/u;

/** Whether everybody would count the same number of some unit in a text. */
export function isCountable(text: string, unit: string): boolean {
  if (unit === 'characters' || unit === 'letters') return !COMPOSED.test(text);
  if (unit === 'words') return !NO_SPACES.test(text) && (text.length > LONG || !STRAY.test(text));
  if (unit !== 'sentences') return true;
  const trimmed = text.trim();
  return /[.!?]["'\u201d)]*$/.test(trimmed) && !SHORTENED.test(trimmed) && !NO_END.test(trimmed);
}

/** Whether a text is found in another also where it overlaps with itself, as "ana" is in "banana". */
export function overlaps(text: string, find: string): boolean {
  let [apart, all] = [0, 0];
  let free = 0;
  for (let at = text.indexOf(find); at >= 0; at = text.indexOf(find, at + 1)) {
    all++;
    if (at < free) continue;
    apart++;
    free = at + find.length;
  }
  return all !== apart;
}

/** Whether a text stands in another as a word and also inside longer words: which of them are meant, nobody says. */
export function isInsideWords(text: string, find: string): boolean {
  if (!/^(?:[\p{L}\p{N}]{2,}|\p{N})$/u.test(find) || !/\s/.test(text.trim())) return false;
  return new RegExp(`[\\p{L}\\p{N}]${find}|${find}[\\p{L}\\p{N}]`, 'u').test(text);
}
