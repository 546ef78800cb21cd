import type { Captures } from '../../grammar/pattern.ts';
import type { Recogniser } from '../recogniser.ts';
import { isInsideWords, overlaps } from './countable.ts';
import { ESCAPED, isBareWord, type Subject } from './subject.ts';
import { transform } from './transform.ts';

/** What was asked to be found or put: in quotes, as a sign by its name, or as it stands there. */
function pieceOf(captures: Captures, name: string) {
  const caught = captures[name] ?? captures[`${name}_sign`] ?? captures[`${name}_bare`];
  if (typeof caught?.value !== 'string') return null;
  return { text: caught.value, isQuoted: captures[name] !== undefined, isBare: captures[`${name}_bare`] !== undefined };
}

/** Whether a replacement leaves no doubt about spaces: commas that become spaces or lines have some behind them, or not. */
const isTidy = (text: string, find: string, put: string): boolean => !/\s/.test(put) || !text.includes(`${find} `);

function isFound(find: string, isExact: boolean, { sample }: Subject): boolean {
  // Not there, there in other letters, or over itself: then something else may be meant.
  const found = sample.split(find).length;
  const folded = sample.toLowerCase().split(find.toLowerCase()).length;
  return found > 1 && folded === found && !overlaps(sample, find) && (isExact || !isPartOfWords(sample, find));
}

const isPartOfWords = (text: string, find: string): boolean =>
  isInsideWords(text, find) || (/^[\p{L}\p{N}]{2,}$/u.test(find) && !text.split(/[^\p{L}\p{N}]+/u).includes(find));

/** "replace 'foo' with 'bar' in 'foo fighters'": every occurrence, in exactly these letters, which the answer says. */
export const replace: Recogniser = transform('texts.replace', (captures, subject) => {
  const [find, put] = [pieceOf(captures, 'find'), pieceOf(captures, 'with')];
  if (
    find === null ||
    put === null ||
    ESCAPED.test(find.text + put.text) ||
    (isBareWord(captures) && subject.sample.length < 3)
  )
    return null;
  // "change dollars to euros" is more than words, perhaps.
  const isWord = find.isBare && find.text.length > 1;
  if ((!find.isQuoted && !subject.isPlain) || (isWord && captures.change !== undefined)) return null;
  if (!isFound(find.text, !find.isBare, subject)) return null;
  // The 1 of 11 belongs to another number.
  if (/^\p{N}+$/u.test(find.text) && isInsideWords(subject.sample, find.text)) return null;
  if (!find.isQuoted && !isTidy(subject.sample, find.text, put.text)) return null;
  const inside = isInsideWords(subject.sample, find.text) ? ', inside longer words, too' : '';
  return {
    title: `Replaced, every occurrence${inside}`,
    run: (draft, text) =>
      draft.compute('replaced', 'Find and replace', 'text.replace', {
        text,
        find: find.text,
        replacement: put.text,
      }),
  };
});
