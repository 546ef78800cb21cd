import { readFile } from 'node:fs/promises';
import t from 'tap';
import { betweenMarkers } from '../src/write-docs.ts';

const page = 'Before.\n\n<!-- bench:begin -->\n\nold\n\n<!-- bench:end -->\n\nAfter.\n';

t.test('what is between the markers is replaced, and nothing else', async (t) => {
  const once = betweenMarkers(page, 'new\n\n');
  t.equal(once, page.replace('old', 'new'));
  t.equal(betweenMarkers(once, 'new'), once, 'again changes nothing');
});

t.test('a page without both markers in their order is left alone', async (t) => {
  t.throws(() => betweenMarkers('nothing', 'new'), /has no <!-- bench:begin -->/);
  t.throws(() => betweenMarkers('<!-- bench:end --> <!-- bench:begin -->', 'new'), /has no/);
});

t.test('docs/performance.md has the markers', async (t) => {
  const file = new URL('../../docs/performance.md', import.meta.url);
  t.match(betweenMarkers(await readFile(file, 'utf8'), 'X-RESULT-X'), 'X-RESULT-X');
});
