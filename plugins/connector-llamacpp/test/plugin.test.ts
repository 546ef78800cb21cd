import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { decode, type Json, manifestCodec, pluginPathCodec } from '@kora/contracts';
import { activatePlugin, fakeLogger, localServersAt } from '@kora/plugin-sdk/testing';
import t from 'tap';
import { linkedWorks } from '../scripts/linked-works.ts';
import { decodeConfig } from '../src/config/llama-cpp-config.ts';
import { plugin } from '../src/index.ts';
import { collect, never, only, requestTo } from './support/calls.ts';
import { embeddedBench } from './support/embedded-bench.ts';

const bench = await embeddedBench();
t.teardown(() => bench.remove());

const activate = (value: Json) =>
  activatePlugin(plugin, {
    catalog: { list: async () => bench.entries },
    files: { resolve: (name) => path.join(bench.folder, 'plugin', name), readText: async () => '' },
    http: { fetch },
    local: localServersAt(() => []),
    log: fakeLogger(),
    config: { value },
  });

t.test('contributes what its manifest says, and runs from its built folder alone', async (t) => {
  const manifest = JSON.parse(await readFile(path.join(import.meta.dirname, '../manifest.json'), 'utf8'));
  t.equal(decode(manifestCodec, { ...manifest, version: '0.1.0', files: {} })._tag, 'Right');
  t.equal(plugin.id, manifest.id);
  t.same(
    Object.values(plugin.deps)
      .map((token) => token.name)
      .sort(),
    [...manifest.requires].sort(),
  );
  const { contributions, deactivate } = await activate(null);
  t.same(
    contributions.connectors?.map(({ id }) => id),
    manifest.contributes.connectors,
  );
  const [connector] = contributions.connectors ?? [];
  if (connector === undefined) throw new Error('no connector');
  t.equal(only(await collect(connector.invoke(requestTo('tiny'), never())), 'end').usage.tokens_out, 16);
  await deactivate();
  t.match(only(await collect(connector.invoke(requestTo('tiny'), never())), 'error').error, {
    code: 'KORA_LLAMACPP_STOPPED',
  });
});

t.test('the built folder is small, has names that a manifest can hold, and imports nothing from outside', async (t) => {
  const folder = path.join(bench.folder, 'plugin');
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
  for (const file of files) t.ok(pluginPathCodec.is(file.replaceAll('\\', '/')), file);
  t.ok(files.length < 32, `${files.length} files are hashed at every start`);
  t.ok(files.includes(path.join('llama', 'llama-child.js')));
  const bundle = await readFile(path.join(folder, 'llama/llama-child.js'), 'utf8');
  const imports = [...bundle.matchAll(/^import [^;]*?from\s*["']([^"']+)["']/gm)].map(([, name]) => name);
  t.same(
    imports.filter((name) => !process.getBuiltinModule(name ?? '')),
    [],
  );
});

t.test('a wrong configuration is refused with every problem', async (t) => {
  await t.rejects(activate({ threads: 0, gpu: 'fast', colour: 1 }), {
    code: 'KORA_LLAMACPP_BAD_CONFIG',
    message: /\/colour .*\/threads|\/threads .*\/colour/s,
  });
  t.same(decodeConfig({}), {
    server_url: null,
    server_api_key: null,
    allowed_hosts: [],
    threads: 1,
    gpu: false,
    context_tokens: 8192,
    reuse_prompt: false,
  });
});

t.test('a server that is configured is one more runtime; what it cannot do does not stop the other', async (t) => {
  const { contributions, deactivate } = await activate({ server_url: 'http://example.org' });
  t.teardown(deactivate);
  const [connector] = contributions.connectors ?? [];
  if (connector === undefined) throw new Error('no connector');
  t.same(
    (await connector.models(never())).map(({ model_id }) => model_id),
    ['other', 'tiny'],
  );
  t.match(await connector.health(never()), { status: 'ready', message: /GGUF models?.*talks only to this machine/ });
  t.match(only(await collect(connector.invoke(requestTo('nope'), never())), 'error').error, { kind: 'refused' });
});

t.test('what the native libraries are linked from is named with its licence', async (t) => {
  const works = await linkedWorks();
  t.same(
    works.map(({ name, licence, text }) => [name, licence, /MIT License/i.test(text)]),
    ['llama.cpp', 'nlohmann-json', 'cpp-httplib'].map((name) => [name, 'MIT', true]),
  );
  t.match(works[0]?.version, /^v?\d|^b\d/, 'of the release that is installed');
});
