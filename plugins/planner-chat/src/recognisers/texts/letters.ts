import { escapeMarkdown } from '../../graph/markdown.ts';
import { writeNumber } from '../../graph/write-value.ts';
import type { Recogniser } from '../recogniser.ts';

const TIMES = { form: 'bold', one: 'time', other: 'times' } as const;
/** Marks that pupils get: "how many a's in math". */
const GRADES = /^[abcdf]$/;

/** "how many r's are in strawberry": one letter in one word, in any case. */
export const letters: Recogniser = {
  id: 'texts.letters',
  claim({ letter: some, the_letter, word, named }, context) {
    const letter = the_letter ?? some;
    const text = (named ?? word)?.value;
    if (typeof letter?.value !== 'string' || typeof text !== 'string' || context.data.length > 0) return null;
    // A letter in quotes may be that letter only, and not its capital.
    if (/["'`\u201c]$|\u201d$/.test(letter.raw) && text.includes(letter.value.toUpperCase())) return null;
    const [sought, lower] = [letter.value, text.toLowerCase()];
    const isQuoted = named === undefined && word?.raw !== text;
    // "the letter e in english": a language, or a kind of thing.
    if (named === undefined && !isQuoted && context.language.generic.has(lower)) return null;
    const isGrade = /s$/.test(letter.raw) && letter.raw.length > 1 && GRADES.test(sought);
    if (named === undefined && !isQuoted && (isGrade || !lower.includes(sought) || lower.length < 4)) return null;
    return {
      build(draft) {
        const small = draft.compute('small', 'In small letters', 'text.case', { text, to: 'lower' });
        const pieces = draft.compute('pieces', `Part the word at ${sought}`, 'text.split', {
          text: small,
          separator: sought,
        });
        const count = draft.compute('count', 'Count the pieces', 'list.count', { items: pieces });
        const value = draft.compute('letters', 'One fewer than the pieces', 'list.sum', { numbers: [count, -1] });
        const shown = `\u201c${sought}\u201d occurs in \u201c${escapeMarkdown(text)}\u201d `;
        return { value, line: [shown, writeNumber(draft, value, context.numbers, TIMES)] };
      },
    };
  },
};
