import { readFileSync } from 'node:fs';
import { activatePlugin, fakeLogger, localServersAt } from '@kora/plugin-sdk/testing';
import t from 'tap';
import { plugin } from '../src/index.ts';

const manifest = JSON.parse(readFileSync(new URL('../manifest.json', import.meta.url), 'utf8'));
const services = (value: null | { base_url: number }) => ({
  http: { fetch },
  local: localServersAt(() => []),
  log: fakeLogger(),
  config: { value },
});

t.test('contributes what its manifest says and asks for what its manifest requires', async (t) => {
  const { contributions, deactivate } = await activatePlugin(plugin, services(null));
  t.same(
    contributions.connectors?.map(({ id }) => id),
    manifest.contributes.connectors,
  );
  t.equal(plugin.id, manifest.id);
  t.same(
    Object.values(plugin.deps)
      .map(({ name }) => name)
      .sort(),
    manifest.requires.toSorted(),
  );
  await deactivate();
  const health = contributions.connectors?.[0]?.health(new AbortController().signal);
  t.match(await health, { status: 'failed', message: /stopped/ });
});

t.test('a wrong configuration stops the activation with its path', async (t) => {
  await t.rejects(activatePlugin(plugin, services({ base_url: 1 })), { code: 'KORA_LMSTUDIO_BAD_CONFIG' });
});
