import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { link, mkdir, open, rename, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  gatherEvidence,
  MAX_FILE_BYTES,
  MAX_MANIFEST_BYTES,
  sha256OfBytes,
  sha256OfFile,
} from '@kora/plugin-sdk/signing';
import t from 'tap';
import { MANIFEST, signSample } from './sample-plugin.ts';

t.test('evidence holds exact bytes and the hash of every other file, by path with forward slashes', async (t) => {
  const { folder } = await signSample(t.testdir());
  const evidence = await gatherEvidence(`${folder}/`);
  t.equal(evidence.folder_id, MANIFEST.id);
  t.same([...evidence.files.keys()], ['data/empty.txt', 'data/table.csv', 'main.js']);
  t.equal(evidence.files.get('data/table.csv'), createHash('sha256').update('a,b\n1,2\n').digest('hex'));
  t.equal(evidence.files.get('data/empty.txt'), sha256OfBytes(new Uint8Array()));
  t.same(evidence.irregular, []);
  t.match(new TextDecoder().decode(evidence.manifestBytes ?? new Uint8Array()), /"id": "sample-plugin"/);
});

t.test('a file larger than one chunk has the hash of its whole content', async (t) => {
  const content = Buffer.alloc(3_000_001, 'kora');
  const path = join(t.testdir({ big: content }), 'big');
  const digest = createHash('sha256').update(content).digest('hex');
  t.equal(await sha256OfFile(path), digest);
  t.equal(await sha256OfFile(path, 5), digest, 'even if it has grown since it was listed');
});

t.test('links, pipes, names that differ only by case, and bad names are reported and never followed', async (t) => {
  const outside = t.testdir({ 'secret.txt': 'secret', plugins: {} });
  const { folder } = await signSample(join(outside, 'plugins'));
  await symlink(join(outside, 'secret.txt'), join(folder, 'a-link'));
  await symlink(outside, join(folder, 'a-linked-folder'));
  await symlink('nowhere', join(folder, 'a-broken-link'));
  await writeFile(join(folder, 'Main.js'), 'other');
  await writeFile(join(folder, '.hidden'), '');
  await writeFile(join(folder, 'a b'), '');
  await mkdir(join(folder, 'DATA'));
  // Opening a pipe without a writer would block for ever.
  await promisify(execFile)('mkfifo', [join(folder, 'pipe')]);
  const { irregular, files } = await gatherEvidence(folder);
  t.same(irregular.map(({ path, reason }) => `${path}: ${reason}`).sort(), [
    '.hidden: name',
    'a b: name',
    'a-broken-link: link',
    'a-link: link',
    'a-linked-folder: link',
    'data: case_duplicate',
    'main.js: case_duplicate',
    'pipe: special',
  ]);
  t.notOk([...files.keys()].some((path) => path.startsWith('a-link')));
});

t.test('a folder that is itself a link is irregular', async (t) => {
  const parent = t.testdir({ plugins: {} });
  const { folder } = await signSample(parent);
  await rename(folder, join(parent, 'elsewhere'));
  await symlink(join(parent, 'elsewhere'), join(parent, 'plugins', MANIFEST.id));
  const { irregular, files } = await gatherEvidence(join(parent, 'plugins', MANIFEST.id));
  t.same(irregular, [{ path: '.', reason: 'link' }]);
  t.equal(files.size, 0);
});

t.test('a manifest that is a link or too large is no manifest', async (t) => {
  const { folder } = await signSample(t.testdir());
  await rename(join(folder, 'plugin.json'), join(folder, 'other.json'));
  await symlink('other.json', join(folder, 'plugin.json'));
  t.equal((await gatherEvidence(folder)).manifestBytes, null);
  const large = (await signSample(t.testdir({ again: {} }))).folder;
  await truncate(join(large, 'plugin.json'), MAX_MANIFEST_BYTES + 1);
  t.equal((await gatherEvidence(large)).manifestBytes, null);
});

t.test('a huge sparse file is reported, not read', async (t) => {
  const { folder } = await signSample(t.testdir());
  const handle = await open(join(folder, 'sparse.bin'), 'w');
  await handle.truncate(MAX_FILE_BYTES + 1);
  await handle.close();
  t.same((await gatherEvidence(folder)).irregular, [{ path: 'sparse.bin', reason: 'too_large' }]);
});

t.test('a folder that is missing gives evidence that proves nothing', async (t) => {
  const evidence = await gatherEvidence(join(t.testdir(), 'sample-plugin'));
  t.match(evidence, { manifestBytes: null, signatureBytes: null, irregular: [{ path: '.', reason: 'unreadable' }] });
});

t.test('a file that was swapped for a link or a folder since it was listed has no hash', async (t) => {
  const folder = t.testdir({ 'main.js': '', link: t.fixture('symlink', 'main.js') });
  for (const expectedSize of [0, undefined]) {
    await t.rejects(sha256OfFile(join(folder, 'link'), expectedSize), { code: 'ELOOP' });
    await t.rejects(sha256OfFile(folder, expectedSize), { message: 'not a regular file' });
  }
});

t.test('a hard link counts as the file that it is', async (t) => {
  const { folder } = await signSample(t.testdir());
  await link(join(folder, 'main.js'), join(folder, 'second.js'));
  const { files } = await gatherEvidence(folder);
  t.equal(files.get('second.js'), files.get('main.js'));
});
