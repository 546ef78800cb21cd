import type { DataSource } from '../data/data-source.ts';
import type { Language } from '../language/language.ts';
import type { Token } from '../message/token.ts';

/** Whether somebody asks how something changed in time. */
export function asksAboutTime(words: readonly Token[], { timely, months }: Language): boolean {
  // "may" is said for other reasons.
  const isMonth = (text: string) => text.length > 3 && months.has(text);
  return words.some(({ kind, text }) => kind === 'word' && (timely.has(text) || isMonth(text)));
}

/** Whether a table has what totals in time need: dates, and numbers. */
export const hasTime = ({ kinds }: DataSource): boolean => kinds.includes('date') && kinds.includes('number');
