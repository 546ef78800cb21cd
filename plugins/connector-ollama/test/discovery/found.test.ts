import { RuntimeFinder } from '@kora/plugin-sdk/http';
import { fakeLogger, localServersAt } from '@kora/plugin-sdk/testing';
import t, { type Test } from 'tap';
import { decodeConfig } from '../../src/config/ollama-config.ts';
import { OllamaConnector } from '../../src/connector/ollama-connector.ts';
import { OLLAMA_KIND } from '../../src/discovery/is-ollama.ts';
import { READY } from '../support/bench.ts';
import { never, only, requestTo } from '../support/calls.ts';
import { MODEL } from '../support/ollama-bodies.ts';
import { ProtocolServer } from '../support/protocol-server.ts';
import { json, plain, type Reply } from '../support/replies.ts';

async function serving(t: Test, routes: Readonly<Record<string, Reply>>): Promise<string> {
  const server = new ProtocolServer(routes);
  t.teardown(() => server.close());
  return server.listen();
}
const finder = (urls: readonly string[]) =>
  new RuntimeFinder(
    localServersAt(() => urls),
    OLLAMA_KIND,
  );

t.test('an Ollama on any of the ports is used without a word of configuration', async (t) => {
  const url = await serving(t, READY);
  const other = await serving(t, { 'GET /api/version': json(200, { version: '1.0' }) });
  const services = { http: { fetch }, log: fakeLogger(), finder: finder([other, url]) };
  const connector = new OllamaConnector(decodeConfig(null), services);
  t.match(await connector.health(never()), { status: 'ready', message: new RegExp(url) });
  t.match(await connector.models(never()), [{ model_id: MODEL }]);
  const events = await Array.fromAsync(connector.invoke(requestTo(MODEL), never()));
  t.equal(only(events, 'end').finish_reason, 'stop');
});

t.test('one that is configured is not looked for', async (t) => {
  const url = await serving(t, READY);
  const looking = new RuntimeFinder({ look: () => Promise.reject(new Error('nobody looks')) }, OLLAMA_KIND);
  const services = { http: { fetch }, log: fakeLogger(), finder: looking };
  const connector = new OllamaConnector(decodeConfig({ base_url: url }), services);
  t.match(await connector.models(never()), [{ model_id: MODEL }]);
});

t.test('an older and an empty Ollama are recognised, and nobody else is taken for one', async (t) => {
  const version = json(200, { version: '0.33.0' });
  const found = async (routes: Readonly<Record<string, Reply>>) =>
    (await finder([await serving(t, routes)]).look(never())).length === 1;
  t.ok(await found({ 'GET /api/version': version, 'GET /api/tags': json(200, { models: null }) }));
  t.ok(await found({ 'GET /api/version': version, 'GET /api/tags': json(200, { models: [] }) }));
  const unexpected = json(200, { error: 'Unexpected endpoint or method. (GET /api/version)' });
  t.notOk(await found({ 'GET /api/version': unexpected, 'GET /api/tags': unexpected }), 'LM Studio');
  t.notOk(await found({ 'GET /api/version': version }), 'a version alone');
  for (const body of [{ status: 'ok' }, { version: 1, models: [] }, { version: '1', models: {} }, { models: [] }, []])
    t.notOk(await found({ 'GET /api/version': json(200, body), 'GET /api/tags': json(200, body) }));
  const page = plain(200, '<!doctype html><title>Hello</title>');
  t.notOk(await found({ 'GET /api/version': page, 'GET /api/tags': page }), 'a web page at every path');
});
