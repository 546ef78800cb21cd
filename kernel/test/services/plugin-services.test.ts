import { mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type {
  InstalledModels,
  LocalServers,
  Planning,
  PluginConfig,
  PluginFiles,
  RunStarter,
  Scope,
  Storage,
} from '@kora/plugin-sdk';
import { sha256OfBytes } from '@kora/plugin-sdk/signing';
import fc from 'fast-check';
import t from 'tap';
import { serviceFactories, systemClock } from '../../src/services/index.ts';
import { createPluginFiles } from '../../src/services/plugin-files.ts';
import { createStorage } from '../../src/services/storage.ts';
import { manifestOf } from '../registry/support/studio.ts';

const unused = () => {
  throw new Error('only handed on');
};
const RUNS: RunStarter = { prepare: unused, start: unused, outcome: unused, remove: unused, removeAll: unused };
const PLANNING: Planning = { prepare: unused, plan: unused, decode: unused };
const SERVERS: LocalServers = { look: unused };
const MODELS: InstalledModels = { list: unused, default: null, countTokens: unused };

const plugin = (capabilities = {}, files = {}) => ({ ...manifestOf({ id: 'case', capabilities }), files });

t.test('storage keeps, replaces and removes files of the plugin alone', async (t) => {
  const root = t.testdir();
  const storage = await createStorage({ manifest: plugin({ storage: true }), folder: '' }, root);
  t.equal(storage.folder, join(root, 'case'));
  t.equal(await storage.read('deep/er/file.json'), null);
  await storage.write('deep/er/file.json', 'one');
  await storage.write('deep/er/file.json', new Uint8Array([1, 2]));
  t.same([...((await storage.read('deep/er/file.json')) ?? [])], [1, 2]);
  t.same(await readdir(join(storage.folder, 'deep/er')), ['file.json'], 'no temporary file is left');
  if (process.platform !== 'win32')
    t.equal((await stat(join(storage.folder, 'deep/er/file.json'))).mode & 0o777, 0o600);
  await storage.remove('deep/er/file.json');
  await storage.remove('deep/er/file.json');
  t.equal(await storage.read('deep/er/file.json'), null);
});

t.test('storage without the capability is denied', async (t) => {
  for (const capabilities of [{}, { storage: false }]) {
    await t.rejects(createStorage({ manifest: plugin(capabilities), folder: '' }, t.testdir()), {
      code: 'KORA_CAPABILITY_DENIED',
      details: { plugin_id: 'case', capability: 'storage' },
    });
  }
});

t.test('no name reaches outside of the storage', async (t) => {
  const root = t.testdir({ secret: 'secret', case: {} });
  const storage = await createStorage({ manifest: plugin({ storage: true }), folder: '' }, root);
  const names = [
    '',
    '.',
    '..',
    '../secret',
    'a/../../secret',
    '/etc/passwd',
    'a//b',
    'a\\b',
    '..\\secret',
    'C:secret',
    'a\0b',
    '.hidden',
    'a/./b',
    '%2e%2e/secret',
    'a/',
  ];
  for (const name of names) {
    await t.rejects(storage.read(name), { code: 'KORA_STORAGE_NAME_INVALID', details: { name } }, JSON.stringify(name));
    await t.rejects(storage.write(name, 'x'), { code: 'KORA_STORAGE_NAME_INVALID' });
    await t.rejects(storage.remove(name), { code: 'KORA_STORAGE_NAME_INVALID' });
  }
  const piece = fc.constantFrom('..', '.', '/', '\\', 'a', 'secret', '%2f', '\0', ':', ' ');
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { minLength: 1, maxLength: 6 }), async (pieces) => {
      await storage.write(pieces.join(''), 'x').catch((error: unknown) => {
        if (!(error instanceof Error && 'code' in error && /^(KORA_STORAGE_|E(EXIST|ISDIR))/.test(String(error.code))))
          throw error;
      });
      return (await readFile(join(root, 'secret'), 'utf8')) === 'secret' && (await readdir(root)).length === 2;
    }),
    { numRuns: 200 },
  );
});

t.test('links inside the storage are refused, at the end of a path and on the way', async (t) => {
  const root = t.testdir({ outside: { secret: 'secret' } });
  const storage = await createStorage({ manifest: plugin({ storage: true }), folder: '' }, root);
  await symlink(join(root, 'outside/secret'), join(storage.folder, 'file'));
  await symlink(join(root, 'outside'), join(storage.folder, 'folder'));
  await mkdir(join(storage.folder, 'real'));
  for (const name of ['file', 'folder/secret', 'folder/new', 'real']) {
    const uses: (() => Promise<unknown>)[] = [
      () => storage.read(name),
      () => storage.write(name, 'x'),
      () => storage.remove(name),
    ];
    for (const use of uses) {
      await t.rejects(use(), { code: 'KORA_STORAGE_LINK_REFUSED', details: { name } }, name);
    }
  }
  t.equal(await readFile(join(root, 'outside/secret'), 'utf8'), 'secret');
  t.same(await readdir(join(root, 'outside')), ['secret']);
});

t.test('a plugin sees those of its files that were signed, as they were signed', async (t) => {
  const folder = t.testdir({ 'panel.js': 'code', 'extra.js': 'x' });
  const files = createPluginFiles({ manifest: plugin({}, { 'panel.js': sha256OfBytes(Buffer.from('code')) }), folder });
  t.equal(files.resolve('panel.js'), join(folder, 'panel.js'));
  t.equal(await files.readText('panel.js'), 'code');
  for (const path of ['extra.js', '../x', 'toString', '__proto__', '', './panel.js']) {
    t.throws(() => files.resolve(path), { code: 'KORA_SERVICE_FILE_UNLISTED', details: { path } }, path);
  }
  await writeFile(join(folder, 'panel.js'), 'evil');
  await t.rejects(files.readText('panel.js'), { code: 'KORA_SERVICE_FILE_CHANGED', error_type: 'PLUGIN_REJECTED' });
});

t.test('every token of the kernel gives the plugin its own view', async (t) => {
  const section = { base_url: 'http://127.0.0.1:1' };
  const names: string[] = [];
  const studio = {
    runStarter: () => RUNS,
    planning: () => PLANNING,
    installedModels: () => MODELS,
    localServers: () => SERVERS,
  };
  const silent = { debug() {}, info() {}, warn() {}, error() {} };
  const factories = serviceFactories({
    paths: { pluginStorage: t.testdir(), models: '/models', conversations: '/conversations', exports: '/exports' },
    studio,
    logs: {
      logger: (name) => {
        names.push(name);
        return silent;
      },
    },
    config: { plugins: { case: section, other: { secret: true } } },
    clock: systemClock,
  });
  const undo: (() => void | Promise<void>)[] = [];
  const scope: Scope = { defer: (step) => void undo.push(step), signal: new AbortController().signal };
  const give = (token: string, id = 'case', granted = {}): unknown =>
    factories.get(token)?.({ manifest: { ...plugin({ storage: true, ...granted }), id }, folder: '/folder' }, scope);

  t.same([...factories.keys()].sort(), [
    'kora.clock',
    'kora.config',
    'kora.conversations-folder',
    'kora.exports-folder',
    'kora.http-client',
    'kora.installed-models',
    'kora.local-servers',
    'kora.logger',
    'kora.models-folder',
    'kora.planning',
    'kora.plugin-files',
    'kora.run-starter',
    'kora.storage',
  ]);
  t.equal(give('kora.conversations-folder'), '/conversations');
  t.equal(give('kora.exports-folder'), '/exports');
  t.equal(give('kora.installed-models'), MODELS);
  t.equal(give('kora.local-servers'), SERVERS);
  for (const [token, service] of [
    ['kora.run-starter', RUNS],
    ['kora.planning', PLANNING],
  ] as const) {
    t.equal(give(token, 'case', { runs: true }), service);
    t.throws(() => give(token), { code: 'KORA_CAPABILITY_DENIED', details: { capability: 'runs' } }, token);
  }
  t.equal(give('kora.models-folder'), '/models');
  t.equal(give('kora.logger'), silent);
  t.same(names, ['case']);
  t.equal(give('kora.clock'), systemClock);
  t.ok(systemClock.now() instanceof Date && Number.isFinite(systemClock.monotonic()));
  t.match((await give('kora.storage')) as Storage, { folder: /case$/ });
  t.throws(() => (give('kora.plugin-files') as PluginFiles).resolve('x'), { code: 'KORA_SERVICE_FILE_UNLISTED' });

  const config = give('kora.config') as PluginConfig;
  t.same(config.value, section);
  Object.assign(Object(config.value), { base_url: 'changed' });
  t.equal(section.base_url, 'http://127.0.0.1:1', 'a plugin cannot change the configuration of the kernel');
  t.equal((give('kora.config', 'nobody') as PluginConfig).value, null);
  t.equal((give('kora.config', 'constructor') as PluginConfig).value, null);

  t.same(Object.keys(Object(give('kora.http-client'))), ['fetch'], 'nothing but fetch is handed out');
  t.equal(undo.length, 1, 'and its sockets are closed with the plugin');
  for (const step of undo) await step();
});
