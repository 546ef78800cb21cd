import type { Language } from '../../language/language.ts';

const MONTH =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?';
/** What the operation finds. */
const DATE = new RegExp(
  `\\b(?:\\d{4}-\\d{2}-\\d{2}|\\d{1,2}[./]\\d{1,2}[./]\\d{4}|\\d{1,2}(?:st|nd|rd|th)? ${MONTH},? \\d{4}|${MONTH} \\d{1,2}(?:st|nd|rd|th)?,? \\d{4})\\b`,
  'gi',
);
const DATE_LIKE = /\d[/-]\d|\b\d{1,2}\.\d{1,2}\.(?!\d{3})|\d(?:st|nd|rd|th)\b|\d\.?\s+\p{L}{3,}\.?\s+\d{4}|\d{8}/iu;
const URL_OR_EMAIL = /\bhttps?:\/\/\S+|\S+@\S+/gi;
const URL_LIKE =
  /\bwww\.|:\/\/|\b[a-z0-9-]+\.(?:com|org|net|edu|gov|int|info|io|dev|app|ai|co|me|tv|eu|de|uk|fr|es|it|nl|at|ch|pl|ru|jp|cn|in|br|ca|au|us|example)\b/i;

/** 2026-13-01 and 45.01.2026 are in no calendar. */
function isNoDay(date: string): boolean {
  const [first = 0, second = 0, third = 0] = (date.match(/\d+/g) ?? []).map(Number);
  if (/^\d{4}-/.test(date)) return second < 1 || second > 12 || third < 1 || third > 31;
  if (!/[./]/.test(date) || /\p{L}/u.test(date)) return first < 1 || first > 31;
  return Math.min(first, second) < 1 || Math.min(first, second) > 12 || Math.max(first, second) > 31;
}

/** Whether a text has dates that the operation would not find: somebody who wants all of them would miss some. */
export function hasOtherDates(text: string, { months, weekdays }: Language): boolean {
  const rest = text.replaceAll(DATE, ' ');
  const words = rest.toLowerCase().match(/\p{L}+/gu) ?? [];
  const named = words.some(
    (word) => months.has(word) || weekdays.has(word) || /^(today|tomorrow|yesterday)$/.test(word),
  );
  return named || DATE_LIKE.test(rest) || (text.match(DATE) ?? []).some(isNoDay);
}

/** Whether a text has web addresses without http, which the operation would not find. */
export const hasOtherUrls = (text: string): boolean => URL_LIKE.test(text.replaceAll(URL_OR_EMAIL, ' '));

/** A number that stands alone: nothing before it but a sign of money, nothing behind it but a mark. */
const NUMBER_ALONE = /(?<=^|[\s("'\u201c[])-?[$\u20ac\u00a3]?\d+(?:\.\d+)?(?=[,;:.!?)\]"'\u201d]*(?:\s|$))/gu;

/** Whether a text has digits or words that are numbers in another way than the operation finds them: 3k, 1.2.3, 555-1234, two. */
export function hasOtherNumbers(text: string, { numbers }: Language): boolean {
  const rest = text.replaceAll(NUMBER_ALONE, ' ');
  const words = rest.toLowerCase().match(/\p{L}+/gu) ?? [];
  const isGrouped = /\d,? \d{3}(?!\d)/.test(text);
  return /\d/.test(rest) || isGrouped || words.some((word) => numbers.has(word) && word !== 'one');
}

const PLAIN_ADDRESS = /[A-Za-z0-9][A-Za-z0-9._%+-]*@(?:[A-Za-z0-9][A-Za-z0-9-]*\.)+[A-Za-z]{2,24}\b/g;

/** Whether a text has a sign of an address that is none to most programs: name@server, \u00fc@example.org, a..b@example.org. */
export const hasOddAddress = (text: string): boolean =>
  /\S@\S/.test(text.replaceAll(PLAIN_ADDRESS, ' ')) ||
  /\.\.[^\s@]*@|[^\0-\x7f][\w.]*@|\.@|[\w.]['!#$&*/=?^{|}~][\w.%+-]*@/.test(text);

/** Whether some address of a text is written so that only people read it: ada at example dot org. */
export const hasSpelledAddress = (text: string): boolean =>
  /\b(at|dot)\b.*\bdot\b|[([]\s*(at|dot|@)\s*[)\]]/i.test(text);
