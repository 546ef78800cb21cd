import { readFile } from 'node:fs/promises';
import { decode, manifestCodec } from '@kora/contracts';
import t from 'tap';
import { plugin } from '../src/index.ts';
import { openLibrary } from './support/library.ts';

const manifest = JSON.parse(await readFile(new URL('../manifest.json', import.meta.url), 'utf8'));

t.test('the manifest is valid once it has a version and files, and says what the code does', async (t) => {
  const complete = { ...manifest, version: '0.1.0', files: { 'index.js': 'a'.repeat(64) } };
  t.match(decode(manifestCodec, complete), { _tag: 'Right' });
  t.equal(manifest.id, plugin.id);
  t.same(
    manifest.requires.toSorted(),
    Object.values(plugin.deps)
      .map((token) => token.name)
      .sort(),
  );
  const { routes } = await openLibrary(t);
  t.same(
    manifest.contributes.routes,
    routes.map(({ method, path }) => `${method} ${path}`),
  );
});
