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
