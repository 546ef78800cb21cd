import { RuntimeFinder } from '@kora/plugin-sdk/http';
import { fakeLogger, localServersAt } from '@kora/plugin-sdk/testing';
import t, { type Test } from 'tap';
import { decodeConfig } from '../../src/config/lm-studio-config.ts';
import { LmStudioConnector } from '../../src/connector/lm-studio-connector.ts';
import { LM_STUDIO_KIND } from '../../src/discovery/is-lm-studio.ts';
import { LIST, MODEL } from '../support/calls.ts';
import { nativeModel } from '../support/lists.ts';
import { LmStudioServer, type Reply } from '../support/lm-studio-server.ts';
import { json } from '../support/replies.ts';

async function serving(t: Test, routes: Readonly<Record<string, Reply>>): Promise<string> {
  const server = new LmStudioServer(routes);
  t.teardown(() => server.close());
  return server.listen();
}
const finder = (urls: readonly string[]) =>
  new RuntimeFinder(
    localServersAt(() => urls),
    LM_STUDIO_KIND,
  );
const signal = new AbortController().signal;
const READY = { [LIST]: json(200, { models: [nativeModel(MODEL)] }) };

t.test('an LM Studio on any of the ports is used without a word of configuration', async (t) => {
  const other = await serving(t, { 'GET /': json(200, {}), [LIST]: json(200, { models: [] }) });
  const url = await serving(t, READY);
  const services = { http: { fetch }, log: fakeLogger(), finder: finder([other, url]) };
  const connector = new LmStudioConnector(decodeConfig(null), services);
  t.match(await connector.health(signal), { status: 'ready', message: new RegExp(url) });
  t.match(await connector.models(signal), [{ model_id: MODEL }]);
});

t.test('a token is only for the address that was meant', async (t) => {
  t.match(decodeConfig({ api_token: 'sk-lm-a:b' }), { base_url: 'http://127.0.0.1:1234' });
});

t.test('any version and a locked one are recognised, and nobody else is taken for one', async (t) => {
  const found = async (routes: Readonly<Record<string, Reply>>) =>
    (await finder([await serving(t, routes)]).look(signal)).length === 1;
  t.ok(await found({}), 'a version without this list says so in its own words');
  const locked = json(401, { error: { message: 'Malformed token', type: 'invalid_request', code: 'invalid_api_key' } });
  t.ok(await found({ 'GET /': locked, [LIST]: locked }));
  const nobody = [
    { error: 'not found' },
    { error: { message: 'File Not Found', type: 'not_found_error', code: 404 } },
    { models: [] },
    { models: [{ name: 'qwen3:8b', model: 'qwen3:8b' }] },
    { object: 'list', data: [{ id: 'm', owned_by: 'organization_owner' }] },
    [],
    'ok',
  ];
  for (const body of nobody)
    t.notOk(await found({ 'GET /': json(200, body), [LIST]: json(200, body) }), JSON.stringify(body));
});
