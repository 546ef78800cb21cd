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

/** Whether a text has dates that the operation would not find: somebody who wants all of them would miss some. */
export function hasOtherDates(text: string, { months, weekdays }: Language): boolean {
  const rest = text.replaceAll(DATE, ' ');
  const words = rest.toLowerCase().match(/\p{L}+/gu) ?? [];
  const named = words.some(
    (word) => months.has(word) || weekdays.has(word) || /^(today|tomorrow|yesterday)$/.test(word),
  );
  return named || DATE_LIKE.test(rest);
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

/** Whether some address of a text is written so that only people read it: ada at example dot org. */
export const hasSpelledAddress = (text: string): boolean =>
  /\b(at|dot)\b.*\bdot\b|[([]\s*(at|dot|@)\s*[)\]]/i.test(text);
