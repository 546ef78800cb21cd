import { part } from '../../graph/draft.ts';
import { escapeMarkdown } from '../../graph/markdown.ts';
import type { Recogniser } from '../recogniser.ts';
import { subjectOf } from '../texts/subject.ts';

const LONGEST = 200;
/** Several code points that are seen as one character, or characters that nobody sees. */
const UNSEEN = /\p{M}|\p{C}|\ufe0f|[\u{1f1e6}-\u{1f1ff}]/u;

/** "ascii code of A", "unicode code points of 'hé'". */
export const characters: Recogniser = {
  id: 'encodings.characters',
  claim(captures, context) {
    const { table, char } = captures;
    const single = typeof char?.value === 'string' ? char.value : null;
    const subject = single === null ? subjectOf(captures, context) : null;
    const text = single ?? subject?.sample;
    if (text === undefined || subject?.flags.usesData === true || text.length > LONGEST || UNSEEN.test(text))
      return null;
    // ASCII knows nothing else.
    if (table?.value === 'ascii' && /[^\0-\x7f]/.test(text)) return null;
    return {
      ...subject?.flags,
      build(draft) {
        const points = draft.compute('points', 'Look up the characters', 'text.code_points', { text });
        if (single !== null) {
          const value = part(points, '/0');
          const shown = `\u201c${escapeMarkdown(single)}\u201d`;
          const decimal = draft.compute('decimal', 'Write the number', 'markdown.value', {
            value: part(value, '/decimal'),
          });
          const isAscii = table?.value === 'ascii';
          const named = [part(value, '/unicode'), decimal];
          const [first, second] = isAscii ? named.toReversed() : named;
          const [before, after] = isAscii ? ['', ' decimal, '] : ['', ', decimal '];
          return { value, line: [`${shown} is ${before}**`, first ?? '', `**${after}`, second ?? ''] };
        }
        const block = draft.compute('shown', 'Write the table', 'markdown.table', {
          rows: points,
          columns: ['character', 'decimal', 'unicode'],
          max_rows: LONGEST,
        });
        return { value: points, line: ['Character by character:'], block };
      },
    };
  },
};
