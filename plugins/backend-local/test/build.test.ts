import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Json, pluginPathCodec } from '@kora/contracts';
import type { PluginDefinition } from '@kora/plugin-sdk';
import { activatePlugin, fakeLogger } from '@kora/plugin-sdk/testing';
import { build } from 'esbuild';
import t from 'tap';
import { buildPlugin } from '../scripts/build.ts';
import type { LocalBackend } from '../src/index.ts';
import type { plugin as Plugin } from '../src/plugin.ts';
import { settingsOf } from '../src/settings.ts';
import { freeze, operation, run } from './support/run-graph.ts';

const clock = { now: () => new Date(), monotonic: () => performance.now() };
const services = (folder: string, value: Json) => ({
  files: {
    resolve: (file: string) => path.join(folder, file),
    readText: (file: string) => readFile(path.join(folder, file), 'utf8'),
  },
  clock,
  log: fakeLogger(),
  config: { value },
});

t.test('the built plugin runs a graph from a folder that holds nothing else', async (t) => {
  const built = t.testdir();
  await build({
    entryPoints: [path.join(import.meta.dirname, '../src/index.ts')],
    outfile: path.join(built, 'index.js'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    conditions: ['kora-source'],
    logLevel: 'error',
  });
  await buildPlugin(built);
  // Outside of the checkout, so that no package of it can be found.
  const folder = await mkdtemp(path.join(tmpdir(), 'kora-backend-local-'));
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  await cp(built, folder, { recursive: true });
  await cp(path.join(import.meta.dirname, '../package.json'), path.join(folder, 'package.json'));
  const files = (await readdir(folder, { recursive: true })).filter((file) => file.includes('.'));
  for (const file of files) t.ok(pluginPathCodec.is(file.split(path.sep).join('/')), file);

  const module: { plugin: typeof Plugin } = await import(pathToFileURL(path.join(folder, 'index.js')).href);
  const active = await activatePlugin(module.plugin, services(folder, { workers: 1 }));
  t.teardown(() => active.deactivate());
  const [backend] = active.contributions.backends ?? [];
  t.equal(backend?.id, 'local');
  const graph = freeze([
    operation('a', 'escape.locale'),
    operation('b', 'math.add', { values: [1, 2] }, { schema: { type: 'integer', minimum: 3 } }),
  ]);
  const { outcome, task } = await run(backend as LocalBackend, graph);
  t.same(outcome, { final_output: 3, error: null });
  t.equal(task('a').status, 'success');
});

t.test('the manifest declares what the plugin contributes and needs, and the versions agree', async (t) => {
  const read = async (file: string) => JSON.parse(await readFile(path.join(import.meta.dirname, '..', file), 'utf8'));
  const manifest = await read('manifest.json');
  const { plugin }: { plugin: PluginDefinition } = await import('../src/plugin.ts');
  t.equal(manifest.id, plugin.id);
  t.same(
    [...manifest.requires].sort(),
    Object.values(plugin.deps)
      .map((token) => token.name)
      .sort(),
  );
  t.same(manifest.capabilities, { child_process: true });
  const active = await activatePlugin(plugin, services('/nowhere', null) as never);
  t.teardown(() => active.deactivate());
  t.same(manifest.contributes, { backends: active.contributions.backends?.map(({ id }) => id) });
  const [backend] = active.contributions.backends ?? [];
  const health = await backend?.health(new AbortController().signal);
  t.equal(health?.version, (await read('package.json')).version);
  t.equal(health?.status, 'healthy');
  t.match(await backend?.capabilities(), { distributed: false, task_types: ['deterministic', 'model', 'aggregation'] });
});

t.test('wrong settings are refused with their paths', async (t) => {
  const { plugin } = await import('../src/plugin.ts');
  const wrong = activatePlugin(plugin, services('/nowhere', { workers: 0, workrs: 2 }));
  await t.rejects(wrong, { code: 'KORA_BACKEND_LOCAL_SETTINGS', message: /\/workers .*\/workrs/ });
  const settings = settingsOf({ workers: 3 });
  t.match(settings, { _tag: 'Right', right: { workers: 3, calls_per_connector: 1 } });
});
