import { appendFileSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CONTRACT_VERSION } from '@kora/contracts';
import { openPluginState } from '@kora/kernel';
import { createSigningKey, gatherEvidence, verifyPlugin } from '@kora/plugin-sdk/signing';
import t from 'tap';
import { folderFingerprint } from '../../src/install/folder-fingerprint.ts';
import { withTrustedKey } from '../../src/install/trusted-publishers.ts';
import { carriedPlugin, signerWith } from '../support/carried-plugin.ts';
import { dataRoot } from '../support/data-root.ts';

const kinds = (notices: readonly { kind: string }[]) => notices.map(({ kind }) => kind);
/** A data root, and a place for what launchers carry. */
async function world(folder: string) {
  let builds = 0;
  const build = (options?: Parameters<typeof carriedPlugin>[1]) => {
    builds += 1;
    return carriedPlugin(join(folder, `build-${builds}`), options);
  };
  return { root: await dataRoot(join(folder, 'root')), build };
}

const policy = { contractVersion: CONTRACT_VERSION, highestInstalledVersion: null };

t.test('a new data root gets every carried plugin, signed so that the kernel accepts it', async (t) => {
  const { root, build } = await world(t.testdir());
  const carried = await build();
  t.strictSame(kinds(await root.start([carried])), ['installed']);
  const verdict = await verifyPlugin(await gatherEvidence(join(root.pluginsFolder, 'hello')), root.trust, policy);
  t.equal(verdict._tag, 'Right');
});

t.test('a start without changes writes nothing', async (t) => {
  const { root, build } = await world(t.testdir());
  const carried = await build();
  await root.start([carried]);
  const before = [folderFingerprint(root.pluginsFolder), folderFingerprint(root.recordFile)];
  t.strictSame(await root.start([carried]), []);
  t.strictSame([folderFingerprint(root.pluginsFolder), folderFingerprint(root.recordFile)], before);
});

const alterations: Readonly<Record<string, (folder: string) => void>> = {
  'one byte of a file': (folder) => appendFileSync(join(folder, 'data/words.txt'), '!'),
  'an added file': (folder) => writeFileSync(join(folder, 'extra.js'), ''),
  'a missing file': (folder) => rmSync(join(folder, 'data/words.txt')),
  'a byte of the manifest': (folder) => appendFileSync(join(folder, 'plugin.json'), ' '),
  'a lost signature': (folder) => rmSync(join(folder, 'plugin.sig.json')),
};
for (const [what, alter] of Object.entries(alterations)) {
  t.test(`${what} is put right, and the user is told`, async (t) => {
    const { root, build } = await world(t.testdir());
    const carried = await build();
    await root.start([carried]);
    const folder = join(root.pluginsFolder, 'hello');
    alter(folder);
    const altered = folderFingerprint(folder);
    const left = await root.start([carried], { repair: false });
    t.strictSame(kinds(left), ['left_altered']);
    t.match(left[0]?.message, /Left the plugin hello altered/);
    t.equal(folderFingerprint(folder), altered, '--no-repair touches nothing');
    const restored = await root.start([carried]);
    t.strictSame(kinds(restored), ['restored']);
    t.match(restored[0]?.message, /hello, which had been altered/);
    t.equal((await verifyPlugin(await gatherEvidence(folder), root.trust, policy))._tag, 'Right');
    t.strictSame(await root.start([carried]), []);
  });
}

t.test('a signature by a key that nobody trusts is put right', async (t) => {
  const { root, build } = await world(t.testdir());
  const carried = await build();
  await root.start([carried]);
  await signerWith(await createSigningKey()).sign(join(root.pluginsFolder, 'hello'));
  t.strictSame(kinds(await root.start([carried])), ['restored']);
});

t.test('files that were copied elsewhere and back are looked at once and not written', async (t) => {
  const { root, build } = await world(t.testdir());
  const carried = await build();
  await root.start([carried]);
  const file = join(root.pluginsFolder, 'hello/index.js');
  writeFileSync(file, readFileSync(file));
  const before = folderFingerprint(root.pluginsFolder);
  t.strictSame(await root.start([carried]), []);
  t.equal(folderFingerprint(root.pluginsFolder), before);
});

t.test('a plugin whose folder the user deleted stays removed', async (t) => {
  const { root, build } = await world(t.testdir());
  const carried = await build();
  await root.start([carried]);
  rmSync(join(root.pluginsFolder, 'hello'), { recursive: true });
  t.strictSame(kinds(await root.start([carried])), ['removed']);
  t.strictSame(await root.start([carried]), []);
  t.strictSame(readdirSync(root.pluginsFolder), []);
  t.equal((await openPluginState(root.stateFile)).isRemoved('hello'), true);
});

t.test('a plugin that was removed and put back by hand is looked after again', async (t) => {
  const { root, build } = await world(t.testdir());
  const carried = await build();
  await root.start([carried]);
  const aside = join(root.pluginsFolder, '..', 'aside');
  renameSync(join(root.pluginsFolder, 'hello'), aside);
  t.strictSame(kinds(await root.start([carried])), ['removed']);
  renameSync(aside, join(root.pluginsFolder, 'hello'));
  t.strictSame(await root.start([carried]), []);
  t.equal((await openPluginState(root.stateFile)).isRemoved('hello'), false);
  appendFileSync(join(root.pluginsFolder, 'hello/index.js'), '//');
  t.strictSame(kinds(await root.start([carried])), ['restored']);
});

t.test('a newer launcher updates, an older one leaves the newer plugin alone', async (t) => {
  const { root, build } = await world(t.testdir());
  const older = await build({ version: '1.0.0' });
  const newer = await build({ version: '1.1.0', code: 'export const plugin = 2;\n' });
  await root.start([older]);
  t.strictSame(kinds(await root.start([newer])), ['updated']);
  t.strictSame(await root.start([older]), []);
  t.equal(readFileSync(join(root.pluginsFolder, 'hello/index.js'), 'utf8'), 'export const plugin = 2;\n');
});

t.test('a build of the same version with other content replaces what was installed', async (t) => {
  const { root, build } = await world(t.testdir());
  await root.start([await build()]);
  const rebuilt = await build({ code: 'export const plugin = 3;\n' });
  t.strictSame(kinds(await root.start([rebuilt])), ['updated']);
});

t.test('a launcher with another key signs again what the last one installed', async (t) => {
  const { root, build } = await world(t.testdir());
  const carried = await build();
  await root.start([carried]);
  const key = await createSigningKey();
  const trusted = withTrustedKey({ version: '1.0', publishers: [] }, new Set(['kora']), {
    ...key.publicKey,
    status: 'trusted',
    origin: 'release',
  });
  t.strictSame(kinds(await root.start([carried], { signer: signerWith(key), trusted })), ['updated']);
  const verdict = await verifyPlugin(await gatherEvidence(join(root.pluginsFolder, 'hello')), trusted, policy);
  t.equal(verdict._tag, 'Right');
});

t.test('a genuine newer plugin that the user put there stays', async (t) => {
  const { root, build } = await world(t.testdir());
  const newer = await build({ version: '2.0.0' });
  await root.start([newer]);
  rmSync(root.recordFile);
  t.strictSame(await root.start([await build({ version: '1.0.0' })]), []);
  t.match(readFileSync(join(root.pluginsFolder, 'hello/plugin.json'), 'utf8'), /"2\.0\.0"/);
});

t.test('a plugin whose key the user revoked is left for the kernel to refuse', async (t) => {
  const { root, build } = await world(t.testdir());
  const carried = await build();
  await root.start([carried]);
  rmSync(root.recordFile);
  const revoked = withTrustedKey({ version: '1.0', publishers: [] }, new Set(['kora']), {
    ...root.key.publicKey,
    status: 'revoked',
    origin: 'local-build',
  });
  t.strictSame(await root.start([carried], { trusted: revoked }), []);
});

t.test('what an interrupted installation left is cleared away', async (t) => {
  const { root, build } = await world(t.testdir());
  mkdirSync(join(root.pluginsFolder, '.launcher-hello-0123456789ab'));
  await root.start([await build()]);
  t.strictSame(readdirSync(root.pluginsFolder), ['hello']);
});

t.test('a damaged record stops the installation instead of bringing removed plugins back', async (t) => {
  const { root, build } = await world(t.testdir());
  writeFileSync(root.recordFile, '{ "version": "1.0", "plugins": { "hello": 1 } }');
  const carried = await build();
  await t.rejects(root.start([carried]), { code: 'KORA_LAUNCHER_RECORD_DAMAGED' });
});
