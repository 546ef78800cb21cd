import { readFile } from 'node:fs/promises';
import { activatePlugin, fakeLogger, localServersAt } from '@kora/plugin-sdk/testing';
import t from 'tap';
import { plugin } from '../src/index.ts';
import { never, rejectionOf } from './support/calls.ts';

const services = (value: null | { num_ctx: number }) => ({
  http: { fetch },
  local: localServersAt(() => []),
  log: fakeLogger(),
  config: { value },
});

t.test('the plugin is what its manifest says', async (t) => {
  const manifest = JSON.parse(await readFile(new URL('../manifest.json', import.meta.url), 'utf8'));
  const { contributions, deactivate } = await activatePlugin(plugin, services(null));
  t.equal(plugin.id, manifest.id);
  t.same(Object.keys(contributions), ['connectors']);
  t.same(
    contributions.connectors?.map(({ id }) => id),
    manifest.contributes.connectors,
  );
  t.same(
    Object.values(plugin.deps).map(({ name }) => name),
    manifest.requires,
  );
  t.same(manifest.capabilities, { hosts: ['127.0.0.1', '::1', 'localhost'] });
  await deactivate();
  const [connector] = contributions.connectors ?? [];
  t.equal((await rejectionOf(connector?.models(never()) ?? Promise.resolve())).code, 'KORA_OLLAMA_STOPPED');
});

t.test('a wrong configuration is refused at activation', async (t) => {
  t.equal((await rejectionOf(activatePlugin(plugin, services({ num_ctx: -1 })))).code, 'KORA_OLLAMA_BAD_CONFIG');
});
