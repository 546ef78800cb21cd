import { part } from '../../graph/draft.ts';
import type { Recogniser } from '../recogniser.ts';

/** "diff the two files". */
export const diff: Recogniser = {
  id: 'texts.diff',
  claim({ before, after, two }, { data }) {
    const quoted =
      typeof before?.value === 'string' && typeof after?.value === 'string' ? [before.value, after.value] : null;
    const texts = quoted ?? (two === undefined ? null : data.map(({ text }) => text));
    const [left, right] = texts ?? [];
    if (left === undefined || right === undefined || left.length > 200_000 || right.length > 200_000) return null;
    return {
      ...(quoted === null ? { usesData: true } : {}),
      build(draft) {
        const result = draft.compute('difference', 'Compare the texts line by line', 'text.diff', {
          before: left,
          after: right,
        });
        const block = draft.compute('shown', 'Write the result', 'markdown.code', {
          text: part(result, '/text'),
          language: 'diff',
        });
        return {
          value: result,
          line: ['**', part(result, '/removed'), '** lines removed, **', part(result, '/added'), '** added:'],
          block,
        };
      },
    };
  },
};

/** "is 'level' a palindrome": letters and digits only, in any case. */
export const palindrome: Recogniser = {
  id: 'texts.palindrome',
  claim({ quoted, word }) {
    const text = (quoted ?? word)?.value;
    if (typeof text !== 'string' || !/[\p{L}\p{N}]/u.test(text)) return null;
    // "Is today a palindrome": without quotes, a word may stand for something else, unless it is one.
    const isBare = quoted === undefined && word?.raw === text;
    if (isBare && text !== [...text].reverse().join('')) return null;
    return {
      build(draft) {
        const lower = draft.compute('lower', 'In small letters', 'text.case', { text, to: 'lower' });
        const plain = draft.compute('plain', 'Letters and digits only', 'regex.replace', {
          text: lower,
          pattern: '[^\\p{L}\\p{N}]',
          replacement: '',
        });
        const back = draft.compute('backwards', 'Backwards', 'text.reverse', { text: plain });
        const same = draft.compute('same', 'Compare', 'logic.compare', { left: plain, test: 'equals', right: back });
        const said = draft.compute('said', 'Say it', 'logic.if', {
          condition: same,
          then: '**Yes**, it reads the same both ways.',
          else: '**No**, it does not read the same both ways.',
        });
        return { value: same, line: [said] };
      },
    };
  },
};
