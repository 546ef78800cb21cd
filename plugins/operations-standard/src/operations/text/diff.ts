import diffSequences from '@jest/diff-sequences';
import { defineOperation } from '../../operation/define-operation.ts';
import { integer, object, text } from '../../operation/schema.ts';
import { linesOf } from '../../texts/lines-of.ts';

const MOST = 200_000;

/** Every line with - (only before), + (only after) or a space (both) in front of it; the counts are of lines. */
export const diff = defineOperation('text.diff', () => ({
  version: '1.0.0',
  summary: 'Compares two texts line by line.',
  arguments: object({ before: text(undefined, MOST), after: text(undefined, MOST) }),
  result: object({ text: text(), added: integer(undefined, 0, MOST), removed: integer(undefined, 0, MOST) }),
  examples: [{ arguments: { before: 'a\nb', after: 'a\nc' }, result: { text: ' a\n-b\n+c', added: 1, removed: 1 } }],
  run({ before, after }) {
    const [left, right] = [linesOf(before), linesOf(after)];
    const written: string[] = [];
    let [x, y] = [0, 0];
    const upTo = (a: number, b: number) => {
      for (; x < a; x++) written.push(`-${left[x] ?? ''}`);
      for (; y < b; y++) written.push(`+${right[y] ?? ''}`);
    };
    diffSequences(
      left.length,
      right.length,
      (a, b) => left[a] === right[b],
      (length, a, b) => {
        upTo(a, b);
        for (; x < a + length; x++, y++) written.push(` ${left[x] ?? ''}`);
      },
    );
    const common = written.filter((line) => line.startsWith(' ')).length;
    upTo(left.length, right.length);
    return { text: written.join('\n'), added: right.length - common, removed: left.length - common };
  },
}));
