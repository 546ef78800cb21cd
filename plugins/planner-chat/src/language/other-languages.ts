import type { PlanRequest } from '@kora/contracts';
import { numberFormatOf } from '../message/number-format.ts';
import { de } from './de/de.ts';
import type { Language } from './language.ts';

/** Besides English, which every message is read in. */
const OTHERS: readonly Language[] = [de];
/** Requests in other languages are about no data so far, so they are short. */
const LONGEST = 500;

/** 1.234 is another number to who writes German than to who writes English: without a locale of theirs, nobody knows. */
const mayBeMisread = (message: string, locale: string) =>
  /\d[.,'\u2019]\d/.test(message) && numberFormatOf(locale).decimal === '.';

/** The languages beside English that a message could be in: that of the person's locale, and those of which it has a word. */
export function otherLanguagesOf({ message, locale, attachments }: PlanRequest): readonly Language[] {
  if (message.length > LONGEST || attachments.length > 0) return [];
  const words = new Set(message.toLowerCase().match(/\p{L}+/gu));
  return OTHERS.filter(
    ({ code, markers }) =>
      locale.startsWith(code) || (!markers.isDisjointFrom(words) && !mayBeMisread(message, locale)),
  );
}
