import fc from 'fast-check';
import t from 'tap';
import { MARK, snippetOf } from '../src/store/search/snippet.ts';

const shown = (text: string, ...query: string[]) =>
  snippetOf(text, query).replaceAll(MARK[0], '<').replaceAll(MARK[1], '>');

t.test('a snippet shows what was found with a few words around it, whatever its case and accents', async (t) => {
  t.equal(shown('The Café is open.', 'cafe', 'op'), 'The <Café> is <open>.');
  const long = `${'before '.repeat(50)}needle ${'after '.repeat(50)}`;
  t.equal(shown(long, 'needle'), `…${'before '.repeat(4)}<needle>${' after'.repeat(11)}…`);
});

t.test('it is taken from where most of the words stand together', async (t) => {
  const text = `red ${'and so on '.repeat(20)}then red and blue at last`;
  t.match(shown(text, 'red', 'blue'), /^….*then <red> and <blue> at last$/);
});

t.test('it is short, however long the words are, and marks whole words', async (t) => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 2_000 }),
      fc.array(fc.string(), { minLength: 1 }),
      (text, query) => {
        const parts = snippetOf(text.replaceAll(/[\uE000\uE001]/g, ''), query).split(/[\uE000\uE001]/);
        return parts.length % 2 === 1 && parts.every((part, index) => index % 2 === 0 || /^[\p{L}\p{N}]/u.test(part));
      },
    ),
  );
  t.ok(snippetOf('x'.repeat(100_000), ['x']).length < 200);
  t.ok(snippetOf('a '.repeat(50_000), ['a']).length < 200);
});
