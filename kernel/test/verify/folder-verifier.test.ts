import { appendFile, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createSigningKey } from '@kora/plugin-sdk/signing';
import t, { type Test } from 'tap';
import { createFolderVerifier, openPluginState, type VerifierOptions } from '../../src/verify/index.ts';
import { createStudio, type TestStudio } from '../registry/support/studio.ts';

async function setUp(t: Test, more: Partial<VerifierOptions> = {}) {
  const studio = await createStudio();
  t.teardown(() => studio.remove());
  const state = await openPluginState(studio.paths.pluginState);
  const options: VerifierOptions = {
    trustedPublishersPath: studio.paths.trustedPublishers,
    releaseKeys: [],
    contractVersion: '1.0.0',
    safeMode: false,
    state,
    ...more,
  };
  const verify = async (folder: string) => {
    const verdict = await (await createFolderVerifier(options)).verifyFolder(folder);
    if (verdict._tag === 'Right') return { verdict: 'accepted', ...verdict.right };
    const { error, manifest } = verdict.left;
    return { verdict: 'refused', code: error.code, kind: error.details.kind, manifest };
  };
  return { studio, state, verify };
}

const keyOf = async (publisher: string, origin: 'release' | 'user', status: 'trusted' | 'revoked' = 'trusted') => {
  const key = await createSigningKey();
  return { key, entry: { publisher, keys: [{ ...key.publicKey, status, origin } as const] } };
};

t.test('a signed folder is accepted, with its revision', async (t) => {
  const { studio, verify } = await setUp(t);
  const folder = await studio.install({ id: 'good' });
  const first = await verify(folder);
  t.match(first, { verdict: 'accepted', origin: 'local-build', manifest: { id: 'good' } });
  t.same(await verify(folder), first);
  await studio.install({ id: 'good', version: '1.0.1' });
  t.not(((await verify(folder)) as { revision?: string }).revision, (first as { revision?: string }).revision);
});

t.test('what is false and what is true but not allowed are told apart, each with its own code', async (t) => {
  const stranger = await createSigningKey();
  const cases: readonly [string, string, (studio: TestStudio, folder: string) => Promise<unknown>][] = [
    ['KORA_PLUGIN_FILE_CHANGED', 'tampered', (_, folder) => appendFile(join(folder, 'index.js'), ' ')],
    ['KORA_PLUGIN_FILE_MISSING', 'tampered', (_, folder) => rm(join(folder, 'index.js'))],
    ['KORA_PLUGIN_FILE_UNLISTED', 'tampered', (_, folder) => writeFile(join(folder, 'extra.js'), '')],
    ['KORA_PLUGIN_FILE_IRREGULAR', 'tampered', (_, folder) => symlink('index.js', join(folder, 'link.js'))],
    ['KORA_PLUGIN_SIGNATURE_INVALID', 'tampered', (_, folder) => appendFile(join(folder, 'plugin.json'), ' ')],
    ['KORA_PLUGIN_SIGNATURE_MISSING', 'not_allowed', (_, folder) => rm(join(folder, 'plugin.sig.json'))],
    ['KORA_PLUGIN_MANIFEST_INVALID', 'tampered', (_, folder) => writeFile(join(folder, 'plugin.json'), '{}')],
    [
      'KORA_PLUGIN_KEY_UNKNOWN',
      'not_allowed',
      (studio) => studio.install({ id: 'case' }, studio.paths.plugins, stranger),
    ],
    ['KORA_PLUGIN_CONTRACT_UNSUPPORTED', 'not_allowed', (studio) => studio.install({ id: 'case', contract: '^2.0.0' })],
  ];
  for (const [code, kind, harm] of cases) {
    await t.test(code, async (t) => {
      const { studio, verify } = await setUp(t);
      const folder = await studio.install({ id: 'case', contributes: { connectors: ['x'] } });
      await harm(studio, folder);
      const verdict = await verify(folder);
      t.match(verdict, { verdict: 'refused', code });
      if (code !== 'KORA_PLUGIN_SIGNATURE_MISSING') t.match(verdict, { kind });
      if (code === 'KORA_PLUGIN_FILE_CHANGED')
        t.match(verdict, { manifest: { id: 'case' } }, 'what it claims to be is still known');
    });
  }
});

t.test('a version below the highest that ran here is refused, even after the folder was deleted', async (t) => {
  const { studio, state, verify } = await setUp(t);
  await state.accept([{ id: 'case', version: '1.2.0' }]);
  t.match(await verify(await studio.install({ id: 'case', version: '1.1.9' })), {
    code: 'KORA_PLUGIN_DOWNGRADED',
    kind: 'not_allowed',
  });
  t.match(await verify(await studio.install({ id: 'case', version: '1.2.0' })), { verdict: 'accepted' });
  t.match(await verify(await studio.install({ id: 'case', version: '1.10.0' })), { verdict: 'accepted' });
});

t.test('safe mode runs what came with Studio or was built here, and nothing else', async (t) => {
  const studio = await createStudio();
  t.teardown(() => studio.remove());
  const release = await keyOf('kora', 'release');
  const user = await keyOf('friend', 'user');
  const forged = await keyOf('forger', 'release');
  const local = {
    publisher: 'kora',
    keys: [{ ...studio.key.publicKey, status: 'trusted', origin: 'local-build' } as const],
  };
  await studio.trust([local, user.entry, forged.entry]);
  const state = await openPluginState(studio.paths.pluginState);
  const verifier = await createFolderVerifier({
    trustedPublishersPath: studio.paths.trustedPublishers,
    releaseKeys: [release.entry],
    contractVersion: '1.0.0',
    safeMode: true,
    state,
  });
  const verdict = async (id: string, publisher: string, key = studio.key) => {
    const result = await verifier.verifyFolder(await studio.install({ id, publisher }, studio.paths.plugins, key));
    return result._tag === 'Right' ? result.right.origin : result.left.error.code;
  };
  t.equal(await verdict('shipped', 'kora', release.key), 'release');
  t.equal(await verdict('built', 'kora'), 'local-build');
  t.equal(await verdict('added', 'friend', user.key), 'KORA_VERIFY_SAFE_MODE');
  t.equal(await verdict('forged', 'forger', forged.key), 'KORA_VERIFY_SAFE_MODE', 'a file cannot make a release key');
});

t.test('the file can revoke a release key, and a missing file trusts only the release keys', async (t) => {
  const studio = await createStudio();
  t.teardown(() => studio.remove());
  const release = await keyOf('kora', 'release');
  const folder = await studio.install({ id: 'shipped' }, studio.paths.plugins, release.key);
  const state = await openPluginState(studio.paths.pluginState);
  const judge = async () => {
    const options = {
      trustedPublishersPath: studio.paths.trustedPublishers,
      releaseKeys: [release.entry],
      safeMode: false,
    };
    const verdict = await (await createFolderVerifier({ ...options, contractVersion: '1.0.0', state })).verifyFolder(
      folder,
    );
    return verdict._tag === 'Right' ? verdict.right.origin : verdict.left.error.code;
  };
  await rm(studio.paths.trustedPublishers);
  t.equal(await judge(), 'release');
  await studio.trust([{ publisher: 'kora', keys: [{ ...release.key.publicKey, status: 'revoked', origin: 'user' }] }]);
  t.equal(await judge(), 'KORA_PLUGIN_KEY_REVOKED');
});

t.test('a damaged trust store is never read as an empty one', async (t) => {
  const { studio, verify } = await setUp(t);
  for (const content of [
    '',
    '{',
    '[]',
    '{"version":"2.0","publishers":[]}',
    '{"version":"1.0"}',
    'x'.repeat(5_000_000),
  ]) {
    await writeFile(studio.paths.trustedPublishers, content);
    await t.rejects(verify(studio.paths.plugins), {
      code: 'KORA_VERIFY_TRUST_STORE_DAMAGED',
      details: { path: studio.paths.trustedPublishers },
    });
  }
  await rm(studio.paths.trustedPublishers);
  await symlink(studio.paths.plugins, studio.paths.trustedPublishers);
  await t.rejects(verify(studio.paths.plugins), { code: 'KORA_VERIFY_TRUST_STORE_DAMAGED' });
});

t.test('the plugin state outlives the process, keeps the highest version, and remembers removals', async (t) => {
  const { studio, state } = await setUp(t);
  const path = studio.paths.pluginState;
  t.equal(state.highestVersion('a'), null);
  await Promise.all([
    state.accept([
      { id: 'a', version: '1.9.0' },
      { id: 'b', version: '1.0' },
    ]),
    state.accept([{ id: 'a', version: '1.10.0' }]),
    state.setRemoved('b', true),
    state.accept([{ id: 'a', version: '1.2.0' }]),
  ]);
  const again = await openPluginState(path);
  t.equal(again.highestVersion('a'), '1.10.0');
  t.equal(again.highestVersion('b'), '1.0');
  t.same([again.isRemoved('a'), again.isRemoved('b')], [false, true]);
  await again.setRemoved('b', false);
  t.equal((await openPluginState(path)).isRemoved('b'), false);
  await (await openPluginState(path)).setRemoved('a', true);
  await again.accept([{ id: 'c', version: '1.0.0' }]);
  t.equal((await openPluginState(path)).isRemoved('a'), true, 'what another process recorded is not lost');
  if (process.platform !== 'win32') t.equal((await stat(path)).mode & 0o777, 0o600);
  const before = await readFile(path, 'utf8');
  await again.accept([{ id: 'a', version: '1.0.0' }]);
  t.equal(await readFile(path, 'utf8'), before);
});

t.test('a damaged plugin state stops the start instead of forgetting which versions ran', async (t) => {
  const { studio } = await setUp(t);
  for (const content of ['{', '{"version":"1.0","plugins":{"a":{"highest_version":"latest","removed":false}}}']) {
    await writeFile(studio.paths.pluginState, content);
    await t.rejects(studio.open(), { code: 'KORA_VERIFY_PLUGIN_STATE_DAMAGED' });
    t.equal(await readFile(studio.paths.pluginState, 'utf8'), content, 'and is left as it is');
  }
});
