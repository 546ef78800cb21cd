import { rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import t from 'tap';
import { RememberedFile } from '../../src/files/remembered-file.ts';
import { temporaryFolder } from '../support/downloads.ts';

/** A file that has been left alone for a while, and how often it was decoded. */
async function oldFile(t: Parameters<typeof temporaryFolder>[0], content: string) {
  const path = join(await temporaryFolder(t), 'catalog.json');
  await writeFile(path, content);
  // The time of the last change cannot be set, so it has to pass.
  await new Promise((resolve) => setTimeout(resolve, 150));
  const decoded: string[] = [];
  const file = new RememberedFile(path, (text) => {
    decoded.push(text);
    return text.toUpperCase();
  });
  return { path, decoded, file };
}

t.test('what has not changed is decoded once', async (t) => {
  const { decoded, file } = await oldFile(t, 'one');
  t.same([await file.read(), await file.read(), await file.read()], ['ONE', 'ONE', 'ONE']);
  t.same(decoded, ['one']);
});

t.test(
  'a change is seen, whether the file is replaced or written to, even with the length and the times of before',
  async (t) => {
    const { path, file } = await oldFile(t, 'one');
    t.equal(await file.read(), 'ONE');
    const { atime, mtime } = await stat(path);
    await writeFile(path, 'two');
    await utimes(path, atime, mtime);
    t.equal(await file.read(), 'TWO');
    await writeFile(`${path}.1`, 'six');
    await rename(`${path}.1`, path);
    t.equal(await file.read(), 'SIX');
  },
);

t.test('changes in quick succession are all seen', async (t) => {
  const { path, file } = await oldFile(t, 'one');
  for (let i = 0; i < 50; i++) {
    await writeFile(path, `n${i % 10}`);
    t.equal(await file.read(), `N${i % 10}`);
  }
});

t.test('what went wrong is told each time, and forgotten when it is over', async (t) => {
  const { path, file } = await oldFile(t, 'one');
  await file.read();
  await rm(path);
  await t.rejects(file.read(), { code: 'ENOENT' });
  await t.rejects(file.read(), { code: 'ENOENT' });
  await writeFile(path, 'back');
  t.equal(await file.read(), 'BACK');
});
