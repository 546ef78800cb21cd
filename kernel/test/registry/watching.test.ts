import { cp, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PluginStatus } from '@kora/contracts';
import { createSigningKey } from '@kora/plugin-sdk/signing';
import t, { type Test } from 'tap';
import type { PluginRegistry } from '../../src/registry/index.ts';
import { connectorCode, createStudio, entry, type TestPlugin, type TestStudio, until } from './support/studio.ts';

async function setUp(
  t: Test,
  plugins: readonly TestPlugin[],
): Promise<{ studio: TestStudio; registry: PluginRegistry }> {
  const studio = await createStudio();
  t.teardown(() => studio.remove());
  for (const plugin of plugins) await studio.install(plugin);
  const registry = await studio.open();
  t.teardown(() => registry.close());
  return { studio, registry };
}

const statusOf = (registry: PluginRegistry, id: string): PluginStatus | undefined =>
  registry.list().find((plugin) => plugin.id === id);

const echo = (version: string): TestPlugin => ({
  id: 'connector-echo',
  version,
  contributes: { connectors: ['echo'] },
  code: entry(
    'connector-echo',
    `return { connectors: [${connectorCode('echo', `version: '${version}', async dispose() { this.disposed = true; }`)}] };`,
  ),
});

t.test('a folder that is dropped in is verified and listed, and one that is removed is stopped', async (t) => {
  const { studio, registry } = await setUp(t, []);
  t.same(registry.list(), []);
  let changes = 0;
  registry.onChange(() => changes++);
  await studio.install(echo('1.0.0'));
  await until(() => statusOf(registry, 'connector-echo')?.state === 'verified');
  const connector = await registry.connectors.get('echo');
  t.equal(connector?.id, 'echo');

  await rm(join(studio.paths.plugins, 'connector-echo'), { recursive: true });
  await until(() => registry.list().length === 0);
  t.same(registry.connectors.ids(), []);
  t.equal(await registry.connectors.get('echo'), undefined);
  await until(() => Object(connector).disposed === true);
  t.ok(changes >= 3);
});

t.test('a folder that is still being copied is judged again when it has settled', async (t) => {
  const { studio, registry } = await setUp(t, []);
  const elsewhere = join(studio.root, 'elsewhere');
  const source = await studio.install({ ...echo('1.0.0'), extraFiles: { 'lib/deep.js': '1' } }, elsewhere);
  const target = join(studio.paths.plugins, 'connector-echo');
  await mkdir(target);
  await cp(join(source, 'plugin.json'), join(target, 'plugin.json'));
  await cp(join(source, 'index.js'), join(target, 'index.js'));
  await until(() => statusOf(registry, 'connector-echo')?.state === 'refused');
  t.equal(statusOf(registry, 'connector-echo')?.error?.details.code, 'KORA_PLUGIN_SIGNATURE_MISSING');
  await t.rejects(registry.connectors.get('echo'), {
    code: 'KORA_REGISTRY_PLUGIN_REFUSED',
    error_type: 'PLUGIN_REJECTED',
    details: { plugin_id: 'connector-echo', cause_code: 'KORA_PLUGIN_SIGNATURE_MISSING' },
  });

  await cp(join(source, 'plugin.sig.json'), join(target, 'plugin.sig.json'));
  await until(() => statusOf(registry, 'connector-echo')?.error?.details.code === 'KORA_PLUGIN_FILE_MISSING');
  await mkdir(join(target, 'lib'));
  await cp(join(source, 'lib/deep.js'), join(target, 'lib/deep.js'));
  await until(() => statusOf(registry, 'connector-echo')?.state === 'verified');
  t.equal((await registry.connectors.get('echo'))?.id, 'echo');
});

t.test('an update takes the place of a running plugin, and of what depends on it', async (t) => {
  const provider = (version: string): TestPlugin => ({
    id: 'provider',
    version,
    provides: ['x.version'],
    code: entry('provider', `return { services: [{ token: { name: 'x.version' }, value: '${version}' }] };`),
  });
  const { studio, registry } = await setUp(t, [
    provider('1.0.0'),
    {
      id: 'user',
      requires: ['x.version'],
      contributes: { commands: ['version'] },
      code: entry(
        'user',
        `return { commands: [{ id: 'version', specVersion: '1.0', summary: '', run: async () => services.v }] };`,
        { v: 'x.version' },
      ),
    },
    {
      id: 'bystander',
      contributes: { connectors: ['calm'] },
      code: entry('bystander', `return { connectors: [${connectorCode('calm')}] };`),
    },
  ]);
  const ask = async () => (await registry.command('version')).run([], AbortSignal.timeout(5000));
  t.equal(await ask(), '1.0.0');
  const calm = await registry.connectors.get('calm');

  // As an installer replaces a folder: one rename out, one rename in.
  const next = await studio.install(provider('2.0.0'), join(studio.root, 'next'));
  await rename(join(studio.paths.plugins, 'provider'), join(studio.root, 'old'));
  await rename(next, join(studio.paths.plugins, 'provider'));
  await until(
    () => statusOf(registry, 'provider')?.version === '2.0.0' && statusOf(registry, 'user')?.state === 'verified',
  );
  t.equal(await ask(), '2.0.0');
  t.equal(await registry.connectors.get('calm'), calm, 'others are left alone');

  await rm(join(studio.paths.plugins, 'provider'), { recursive: true });
  await until(() => statusOf(registry, 'user')?.state === 'blocked');
  await t.rejects(ask(), { code: 'KORA_REGISTRY_MISSING_DEPENDENCIES', message: /user.*x\.version/ });

  await cp(join(studio.root, 'old'), join(studio.paths.plugins, 'provider'), { recursive: true });
  await until(() => statusOf(registry, 'provider')?.error?.details.code === 'KORA_PLUGIN_DOWNGRADED');
  t.equal(statusOf(registry, 'user')?.state, 'blocked');
});

t.test('a running plugin whose files are changed is stopped and refused', async (t) => {
  const { studio, registry } = await setUp(t, [echo('1.0.0')]);
  const connector = await registry.connectors.get('echo');
  await writeFile(join(studio.paths.plugins, 'connector-echo', 'index.js'), 'globalThis.koraEvil = true;');
  await until(() => statusOf(registry, 'connector-echo')?.state === 'refused');
  t.equal(statusOf(registry, 'connector-echo')?.error?.details.code, 'KORA_PLUGIN_FILE_CHANGED');
  await until(() => Object(connector).disposed === true);
  t.equal(Object(globalThis).koraEvil, undefined);
});

t.test('a change that nobody noticed yet is found before code is imported', async (t) => {
  const { studio, registry } = await setUp(t, [echo('1.0.0')]);
  await writeFile(join(studio.paths.plugins, 'connector-echo', 'index.js'), 'globalThis.koraEvil = true;');
  await t.rejects(registry.connectors.get('echo'), { code: /^KORA_/, details: { plugin_id: 'connector-echo' } });
  t.equal(Object(globalThis).koraEvil, undefined);
  t.equal(statusOf(registry, 'connector-echo')?.state, 'refused');
});

t.test('a replaced folder that nobody noticed yet is not started under the old description', async (t) => {
  const studio = await createStudio();
  t.teardown(() => studio.remove());
  await studio.install(echo('1.0.0'));
  const registry = await studio.open({ quietMs: 60_000 });
  t.teardown(() => registry.close());
  const next = await studio.install(echo('1.1.0'), join(studio.root, 'next'));
  await cp(next, join(studio.paths.plugins, 'connector-echo'), { recursive: true });
  await t.rejects(registry.connectors.get('echo'), { code: 'KORA_REGISTRY_PLUGIN_CHANGED' });
  await registry.refresh();
  t.match(await registry.connectors.get('echo'), { version: '1.1.0' });
});

t.test('hidden folders, temporary folders and loose files are not looked at', async (t) => {
  const { studio, registry } = await setUp(t, [echo('1.0.0')]);
  for (const name of ['.staging', '.git', 'connector-x.tmp', 'connector-x.partial', '_old']) {
    await mkdir(join(studio.paths.plugins, name));
  }
  await writeFile(join(studio.paths.plugins, 'README.txt'), 'hello');
  await mkdir(join(studio.paths.plugins, 'Not A Plugin'));
  await until(() => registry.list().length === 2);
  t.same(
    registry.list().map(({ id, state }) => `${id} ${state}`),
    ['Not A Plugin refused', 'connector-echo verified'],
  );
  await registry.refresh();
  t.equal(registry.list().length, 2);
});

t.test(
  'a newly trusted publisher is believed after a refresh, and a plugin that failed gets another chance',
  async (t) => {
    const { studio, registry } = await setUp(t, [
      {
        id: 'moody',
        contributes: { commands: ['go'] },
        code: entry(
          'moody',
          `if (!globalThis.koraReady) throw new Error('not yet'); return { commands: [{ id: 'go', specVersion: '1.0', summary: '', run: async () => 'went' }] };`,
        ),
      },
    ]);
    await t.rejects(registry.command('go'), { code: 'KORA_REGISTRY_INIT_FAILED' });
    const stranger = await createSigningKey();
    await studio.install({ ...echo('1.0.0'), publisher: 'stranger' }, studio.paths.plugins, stranger);
    await until(() => statusOf(registry, 'connector-echo')?.error?.details.code === 'KORA_PLUGIN_KEY_UNKNOWN');
    await studio.trust([
      { publisher: 'kora', keys: [{ ...studio.key.publicKey, status: 'trusted', origin: 'local-build' }] },
      { publisher: 'stranger', keys: [{ ...stranger.publicKey, status: 'trusted', origin: 'user' }] },
    ]);
    Object.assign(globalThis, { koraReady: true });
    await registry.refresh();
    t.equal(statusOf(registry, 'connector-echo')?.state, 'verified');
    t.equal(await (await registry.command('go')).run([], AbortSignal.timeout(1000)), 'went');
  },
);

t.test('a trust store that became unreadable changes nothing that runs, and is reported', async (t) => {
  const { studio, registry } = await setUp(t, [echo('1.0.0')]);
  await writeFile(studio.paths.trustedPublishers, '{');
  await t.rejects(registry.refresh(), { code: 'KORA_VERIFY_TRUST_STORE_DAMAGED' });
  t.equal(statusOf(registry, 'connector-echo')?.state, 'verified');
  await mkdir(join(studio.paths.plugins, 'something'));
  await until(() => studio.logLines.some((line) => line.includes('plugins were not read again')));
  t.equal(statusOf(registry, 'connector-echo')?.state, 'verified');
});

t.test('plugins run even when their versions cannot be recorded, and the log says so', async (t) => {
  const studio = await createStudio();
  t.teardown(() => studio.remove());
  await studio.install(echo('1.0.0'));
  const pluginState = join(studio.root, 'missing', 'plugin-state.json');
  const registry = await studio.open({ paths: { ...studio.paths, pluginState } });
  t.teardown(() => registry.close());
  t.equal((await registry.connectors.get('echo'))?.id, 'echo');
  t.ok(studio.logLines.some((line) => line.includes('plugin versions were not recorded')));
});
