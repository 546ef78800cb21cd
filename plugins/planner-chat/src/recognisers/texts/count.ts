import { part } from '../../graph/draft.ts';
import { writeNumber } from '../../graph/write-value.ts';
import type { Language } from '../../language/language.ts';
import type { Recogniser } from '../recogniser.ts';
import { isCountable, isInsideWords, overlaps } from './countable.ts';
import { subjectOf } from './subject.ts';

const TIMES = { form: 'bold', one: 'time', other: 'times' } as const;
const LONGEST_TITLE = 1_000;

/** "War and Peace", "Hamlet": words in quotes that are as likely the name of a work, whose words are not the ones in quotes. */
export function couldBeTitle(text: string, { small }: Language): boolean {
  if (text.length > LONGEST_TITLE) return false;
  const words = text.trim().split(/[\s-]+/);
  if (words.length > 10 || /[.!?;:\n]\s*$/.test(text)) return false;
  const capital = (word: string) => /^[\p{Lu}\p{N}]/u.test(word);
  return capital(words[0] ?? '') && /\p{L}/u.test(text) && words.every((word) => capital(word) || small.has(word));
}

/** "how many words are in this text". */
export const count: Recogniser = {
  id: 'texts.count',
  claim(captures, context) {
    const unit = captures.count_unit?.value;
    const subject =
      subjectOf(captures, context) ??
      (typeof captures.quoted?.value === 'string'
        ? subjectOf({ text: { value: { literal: captures.quoted.value }, raw: '' } }, context)
        : null);
    if (subject === null || typeof unit !== 'string') return null;
    if (!subject.isPlain && unit !== 'lines') return null;
    if (couldBeTitle(subject.sample, context.language) && !(unit === 'letters' && !/\s/.test(subject.sample.trim())))
      return null;
    if (!isCountable(subject.sample, unit)) return null;
    // Whether the line end at the end of a file counts is answered in two ways.
    if (subject.flags.usesData === true && (unit === 'characters' || unit === 'bytes')) return null;
    return {
      ...subject.flags,
      measures: unit,
      build(draft) {
        const text = subject.value(draft);
        const amount = () => {
          if (unit !== 'letters')
            return part(draft.compute('count', `Count the ${unit}`, 'text.count', { text }), `/${unit}`);
          const letters = draft.compute('letters', 'Keep the letters', 'regex.replace', {
            text,
            pattern: '\\P{L}',
            replacement: '',
          });
          return part(draft.compute('count', 'Count the letters', 'text.count', { text: letters }), '/characters');
        };
        const value = amount();
        const nouns = { form: 'bold', one: unit.replace(/s$/, ''), other: unit } as const;
        return { value, line: [`${subject.shown} has `, writeNumber(draft, value, context.numbers, nouns)] };
      },
    };
  },
};

/** "how many times does 'a' occur in 'banana'": without overlaps, in exactly these letters. */
export const occurrences: Recogniser = {
  id: 'texts.occurrences',
  claim(captures, context) {
    const subject = subjectOf(captures, context);
    const find = captures.find?.value;
    if (subject === null || typeof find !== 'string') return null;
    // Whether the letters of the title are meant, or the work's.
    if (couldBeTitle(subject.sample, context.language) && (/\s/.test(subject.sample.trim()) || find.length > 1))
      return null;
    // Another case, or a word inside a longer one: whether those count is the person's to say.
    const folded = subject.sample.toLowerCase().split(find.toLowerCase()).length;
    if (folded !== subject.sample.split(find).length) return null;
    if (isInsideWords(subject.sample, find) || overlaps(subject.sample, find)) return null;
    return {
      ...subject.flags,
      build(draft) {
        const pieces = draft.compute('pieces', `Part the text at \u201c${find}\u201d`, 'text.split', {
          text: subject.value(draft),
          separator: find,
        });
        const count = draft.compute('count', 'Count the pieces', 'list.count', { items: pieces });
        const result = draft.compute('occurrences', 'One fewer than the pieces', 'list.sum', { numbers: [count, -1] });
        return { value: result, line: ['It occurs ', writeNumber(draft, result, context.numbers, TIMES)] };
      },
    };
  },
};
