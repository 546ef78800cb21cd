import fc from 'fast-check';
import t from 'tap';
import { BlockReader, blockHtml } from '../src/browser/markdown/block-reader.ts';

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
  '$',
  '$$',
  '\\[',
  '\\]\n',
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

t.test('formulas are told from prices', async (t) => {
  const html = (text: string) => {
    const blocks = new BlockReader().read(text);
    return blocks.map((block) => blockHtml(block, blocks.links)).join('');
  };
  const inline = (text: string) =>
    [...html(text).matchAll(/<code class="language-math">(.*?)<\/code>/g)].map(([, tex]) => tex);
  t.same(inline('so $E = mc^2$ and \\(a < b\\) hold'), ['E = mc^2', 'a &lt; b']);
  t.same(inline('a $x$-axis, ($y$), $\\text{cost: }\\$5$'), ['x', 'y', '\\text{cost: }\\$5']);
  for (const price of [
    'from $5 to $6',
    '$5-$6 each',
    'US$5/US$6',
    'it has $ 5 $ in it',
    'a\\$b$c',
    '`$x$`',
    '$5 or 6$7',
  ])
    t.same(inline(price), [], price);
  for (const display of [
    '$$\na^2\n$$',
    '\\[ a^2 \\]',
    '$$a^2$$',
    'before\n\n$$a^2$$\n\nafter',
    'so:\n$$\na^2\n$$\nand',
  ])
    t.match(html(display), '<code class="language-math-display">a^2</code>', display);
  t.notMatch(html('```\n$$a$$\n```'), 'language-math');
  t.match(html('$$<b>$$'), '&lt;b&gt;', 'it is text, whatever it holds');
});
