import fc from 'fast-check';
import t from 'tap';
import { describePattern } from '../../src/patterns/describe-pattern.ts';

const meanings = (pattern: string) => describePattern(pattern).map(({ depth, meaning }) => `${depth} ${meaning}`);

t.test('a regular expression is described part by part', async (t) => {
  t.strictSame(meanings('(?<y>\\d{4})-\\k<y>'), [
    '0 a group named y:',
    '1 a digit, exactly 4 times',
    '0 the text "-"',
    '0 the same text that group y caught',
  ]);
  t.strictSame(meanings('(?:ab)+?$'), [
    '0 a group that is not remembered, once or more, as few as possible:',
    '1 the text "ab"',
    '0 the end of the text',
  ]);
  t.strictSame(meanings('a(?!b)|'), [
    '0 either:',
    '1 the text "a"',
    '1 not followed by:',
    '2 the text "b"',
    '0 or nothing',
  ]);
  t.strictSame(meanings('[^\\s\\d_-]\\t'), ['0 a character other than white space, a digit, "_", "-"', '0 a tab']);
});

t.test('what is no regular expression is an error', async (t) => {
  for (const pattern of ['(', '[a', 'a{2,1}', '*'])
    t.throws(() => describePattern(pattern), /Invalid regular/, pattern);
});

t.test('every text that stands for itself is described as itself', async () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-zA-Z0-9 ,;:-]{1,20}$/), (text) => {
      const said = describePattern(text);
      return said.length === 1 && said[0]?.part === text;
    }),
  );
});
