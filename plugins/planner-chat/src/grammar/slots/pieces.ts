import type { Slot } from '../pattern.ts';
import { runAt } from './bare.ts';

/** Name kinds of signs or words, of which each one could be meant. */
const KINDS =
  /^(?:vowels?|consonants?|digits?|animals?|nouns?|verbs?|adjectives?|adverbs?|pronouns?|colou?rs?|capitals?|uppercase|lowercase|duplicates?|typos?|dashes|dash|hyphens?|dots?|periods?|semicolons?|colons?|slashes|underscores?|apostrophes?|brackets|parentheses)$/;

/** `{piece}`: what is to be found or put in a text, as it stands there without quotes: one word, or one letter, digit or sign. */
export const piece: Slot = function* (state, at) {
  const run = runAt(state, at);
  if (run === null) return;
  const { articles, dependent, small, generic } = state.context.language;
  const word = run.written.toLowerCase();
  const isSign = Array.from(run.written).length === 1;
  const isKnown = [articles, dependent, small, generic].some((words) => words.has(word)) || KINDS.test(word);
  if (isSign ? /["'`:]/.test(run.written) : isKnown || !/^[\p{L}\p{N}_-]+$/u.test(run.written)) return;
  yield { value: run.written, end: run.end };
};
