import { tokenize } from './tokenize.ts';

const PLAIN = /^ *[a-z]+(?: [a-z]+)* *$/;
const NO_CONTRACTIONS: ReadonlyMap<string, readonly string[]> = new Map();

/** The tokens of a phrase of a pattern or a vocabulary, as texts. Phrases are thousands, and nearly all of them plain words. */
export function phraseWords(phrase: string): readonly string[] {
  if (PLAIN.test(phrase)) return phrase.trim().split(' ');
  return tokenize(phrase, NO_CONTRACTIONS).map(({ text }) => text);
}
