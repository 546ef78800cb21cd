import fc from 'fast-check';
import t from 'tap';
import { BlockReader } from '../src/browser/markdown/block-reader.ts';

const PARTS = [
  'a word',
  '\n',
  '\n\n',
  '- item',
  '1. one',
  '  ',
  '```',
  '> said',
  '| a | b |\n|--|--|\n',
  '# ',
  '[x]',
  '[x]: https://a.example\n',
  '***',
  '\t',
  '\r\n',
  '<b>',
  '`',
];

t.test('a text that grows is read as if it had been there at once', async () => {
  fc.assert(
    fc.property(fc.array(fc.array(fc.constantFrom(...PARTS)), { maxLength: 12 }), (growth) => {
      const reader = new BlockReader();
      let text = '';
      for (const parts of growth) {
        text += parts.join('');
        reader.read(text);
      }
      const shape = (blocks: ReturnType<BlockReader['read']>) => blocks.map(({ type, raw }) => [type, raw]);
      const grown = reader.read(text);
      const whole = new BlockReader().read(text);
      return JSON.stringify(shape(grown)) === JSON.stringify(shape(whole));
    }),
    { numRuns: 1_000 },
  );
});

t.test('another text is read anew, and what is settled is not read again', async (t) => {
  const reader = new BlockReader();
  const first = reader.read('one\n\ntwo\n\nthree');
  const [one] = first;
  const grown = reader.read('one\n\ntwo\n\nthree\n\nfour');
  t.equal(grown[0], one, 'the same block');
  t.equal(grown.length, 7);
  t.same(
    reader.read('something else').map(({ raw }) => raw),
    ['something else'],
  );
});
