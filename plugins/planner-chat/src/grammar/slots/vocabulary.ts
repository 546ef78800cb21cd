import { phraseWords } from '../../message/phrase-words.ts';
import type { Slot } from '../pattern.ts';

/** A slot that reads phrases of a table and catches what the table says that they mean. Longer phrases win. */
export function vocabulary(phrases: Readonly<Record<string, string | number>>): Slot {
  const entries = Object.entries(phrases)
    .map(([phrase, value]) => ({ words: phraseWords(phrase), value }))
    .sort((a, b) => b.words.length - a.words.length);
  return function* read(state, at) {
    for (const { words, value } of entries) {
      const fits = words.every((word, i) => {
        const token = at + i < state.end ? state.tokens[at + i] : undefined;
        return token?.text === word && token.kind !== 'quoted';
      });
      if (!fits) continue;
      yield { value, end: at + words.length };
      return;
    }
  };
}

/** The words with which the phrases of such a table begin. */
export const firstWordsOf = (phrases: Readonly<Record<string, string | number>>): ReadonlySet<string> =>
  new Set(Object.keys(phrases).map((phrase) => phraseWords(phrase)[0] ?? ''));
