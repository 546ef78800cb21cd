import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import t from 'tap';
import { declaredErrors, errorsPage, testSources, throwingSources } from '../support/error-codes.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const errors = declaredErrors(root);

t.test('docs/errors.md is what the sources declare; npm run errors writes it', async (t) => {
  t.ok(errors.length > 40, `${errors.length} codes`);
  t.equal(await readFile(new URL('../../docs/errors.md', import.meta.url), 'utf8'), errorsPage(errors));
});

t.test('no code is declared twice', async (t) => {
  t.same(
    errors.map(({ code }) => code).filter((code, index, all) => all.indexOf(code) !== index),
    [],
  );
});

t.test('every code is thrown somewhere', async (t) => {
  const sources = throwingSources(root);
  for (const { code, file } of errors) t.ok(new RegExp(`\\b${code}\\b`).test(sources), `${code} (${file})`);
});

t.test('every code is asserted by a test', async (t) => {
  const tests = testSources(root);
  for (const { code, file } of errors) t.ok(new RegExp(`\\b${code}\\b`).test(tests), `${code} (${file})`);
});
