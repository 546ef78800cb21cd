import { matcherOf } from '../values/pattern.ts';

/** Everything that a pattern finds, left to right, without overlaps, in time that no text can blow up. */
function findAll(pattern: string, text: string, flags = ''): string[] {
  const matcher = matcherOf(pattern, flags, text);
  const found: string[] = [];
  while (matcher.find()) found.push(matcher.group() ?? '');
  return found;
}

const MONTH =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?';

/** E-mail addresses of the usual form: no quoted local parts, no comments, a top-level domain of letters. */
export const emailsIn = (text: string): string[] =>
  findAll(
    '[A-Za-z0-9](?:[A-Za-z0-9._%+-]{0,62}[A-Za-z0-9_+-])?@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+[A-Za-z]{2,24}\\b',
    text,
  );

/** Web addresses with http or https, without the punctuation that ends a sentence. */
export const urlsIn = (text: string): string[] =>
  findAll('\\bhttps?://[^\\s<>"\'`{}|\\\\^\\[\\]]+', text, 'i').map(withoutTail);

function withoutTail(url: string): string {
  let end = url.length;
  let open = url.split('(').length - url.split(')').length;
  for (; end > 0; end--) {
    const last = url[end - 1] ?? '';
    if (last === ')' && open < 0) open++;
    else if (!'.,;:!?*_'.includes(last)) break;
  }
  return url.slice(0, end);
}

const NUMBER = '[+-]?(?:\\d{1,3}(?:,\\d{3})+|\\d+)(?:\\.\\d+)?(?:[eE][+-]?\\d{1,3})?';

/**
 * Numbers as English writes them: commas only between groups of three, a point before decimals. A sign counts where a word
 * could begin, so 2026-01-31 is 2026, 1 and 31. Digits inside a word, as in B12, are no number.
 */
export function numbersIn(text: string): number[] {
  const matcher = matcherOf(`(^|[^\\w.])(${NUMBER})|\\w+`, 'm', text);
  const found: number[] = [];
  while (matcher.find()) {
    const number = matcher.group(2);
    if (number === null) continue;
    const signed = /[\s(=:]|^$/.test(matcher.group(1) ?? '') ? number : number.replace(/^[+-]/, '');
    const value = Number(signed.replaceAll(',', ''));
    if (Number.isFinite(value)) found.push(value + 0);
  }
  return found;
}

/** Dates as they are written: ISO 8601, numbers parted by points or slashes, and English month names with day and year. */
export const datesIn = (text: string): string[] =>
  findAll(
    `\\b(?:\\d{4}-\\d{2}-\\d{2}|\\d{1,2}[./]\\d{1,2}[./]\\d{4}|\\d{1,2}(?:st|nd|rd|th)? ${MONTH},? \\d{4}|${MONTH} \\d{1,2}(?:st|nd|rd|th)?,? \\d{4})\\b`,
    text,
    'i',
  );
