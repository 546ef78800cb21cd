import { part } from '../../graph/draft.ts';
import { writeNumber } from '../../graph/write-value.ts';
import type { Recogniser } from '../recogniser.ts';
import { subjectOf } from './subject.ts';

const OTHERS: Readonly<Record<string, string>> = {
  vowels: '[^aeiouAEIOU]',
  consonants: '[^b-df-hj-np-tv-zB-DF-HJ-NP-TV-Z]',
};
/** A name of a work, in which somebody may want them counted. */
const TITLE = /^\p{Lu}.*\s/su;

/** "how many vowels are in 'education'": a, e, i, o and u, which the answer says. */
export const vowels: Recogniser = {
  id: 'texts.vowels',
  claim(captures, context) {
    const subject = subjectOf(captures, context);
    const kind = captures.letter_kind?.value;
    const others = typeof kind === 'string' ? OTHERS[kind] : undefined;
    if (subject === null || others === undefined || !subject.isPlain || TITLE.test(subject.sample)) return null;
    // A y is a vowel in some words and none in others, and é is a vowel that is not among the five.
    if (!/[a-z]/i.test(subject.sample) || /y|[^\0-\x7f\u2010-\u201f\u2026]/i.test(subject.sample)) return null;
    const named = kind === 'vowels' ? ' (a, e, i, o, u)' : ' (letters other than a, e, i, o, u)';
    return {
      ...subject.flags,
      build(draft) {
        const kept = draft.compute('kept', `Keep the ${kind}`, 'regex.replace', {
          text: subject.value(draft),
          pattern: others,
          replacement: '',
        });
        const value = part(draft.compute('count', `Count the ${kind}`, 'text.count', { text: kept }), '/characters');
        const nouns = { form: 'bold', one: `${kind}`.replace(/s$/, ''), other: `${kind}` } as const;
        return { value, line: [`${subject.shown} has `, writeNumber(draft, value, context.numbers, nouns), named] };
      },
    };
  },
};
