import { localServersAt } from '@kora/plugin-sdk/testing';
import t, { type Test } from 'tap';
import { decodeConfig } from '../../src/config/llama-cpp-config.ts';
import { LlamaCppConnector } from '../../src/connector/llama-cpp-connector.ts';
import { FoundServers } from '../../src/discovery/found-servers.ts';
import { ServerRuntime } from '../../src/server/server-runtime.ts';
import { collect, never, only, requestTo } from '../support/calls.ts';
import { json, ReplayServer, replay, silence } from '../support/replay-server.ts';
import { listening } from '../support/serve.ts';
import { WellBehavedServer } from '../support/well-behaved-server.ts';

/** A connector that has nothing but what it finds at these addresses, which may change. */
function finding(urls: string[], patience_ms?: () => number) {
  const open = (url: string) => new ServerRuntime(url, decodeConfig({}), { fetch });
  return new LlamaCppConnector({
    runtimes: [],
    found: new FoundServers(
      localServersAt(() => urls, patience_ms),
      open,
    ),
  });
}
const idsOf = async (connector: LlamaCppConnector) => (await connector.models(never())).map(({ model_id }) => model_id);
const plain = (t: Test) => listening(t, new WellBehavedServer(false, ['tiny.gguf']));

t.test('a server that runs is used without a word of configuration', async (t) => {
  const url = await plain(t);
  const connector = finding([url]);
  t.same(await idsOf(connector), ['tiny.gguf']);
  t.match(await connector.health(never()), {
    status: 'ready',
    runtimes: [{ name: 'llama-server', url, status: 'ready', version: 'llama.cpp b1-de3ff81', models: 1 }],
  });
  t.ok(only(await collect(connector.invoke(requestTo('tiny.gguf', { max_tokens: 4 }), never())), 'end'));
});

t.test('several servers are all used, each for its own models', async (t) => {
  const router = new WellBehavedServer(true, ['tiny-a', 'tiny-b']);
  const connector = finding([await plain(t), await listening(t, router)]);
  t.same(await idsOf(connector), ['tiny.gguf', 'tiny-a', 'tiny-b']);
  t.ok(only(await collect(connector.invoke(requestTo('tiny-b', { max_tokens: 4 }), never())), 'end'));
  t.equal(router.states.get('tiny-b'), 'loaded');
  t.equal((await connector.health(never())).runtimes?.length, 2);
});

t.test('where nothing runs, nothing is wrong and the next step is said', async (t) => {
  const connector = finding([]);
  t.same(await idsOf(connector), []);
  t.match((await connector.health(never())).runtimes, [{ name: 'llama-server', url: null, status: 'not_running' }]);
  const { error } = only(await collect(connector.invoke(requestTo('tiny.gguf'), never())), 'error');
  t.match(error, { code: 'KORA_LLAMACPP_MODEL_NOT_FOUND' });
});

t.test('a program that answers everything with 200 is left alone', async (t) => {
  const page = json(200, { status: 'ok' });
  const other = new ReplayServer({ 'GET /v1/models': page, 'GET /props': page, 'GET /health': page });
  const connector = finding([await listening(t, other)]);
  t.same(await idsOf(connector), []);
  t.match((await connector.health(never())).runtimes, [{ status: 'not_running' }]);
  t.same([...new Set(other.requests.map(({ path }) => path))].sort(), ['/props', '/v1/models'], 'only looked at');
});

t.test('a server that wants a key is shown with what to do, and gets none', async (t) => {
  const refuse = replay('k_models_nokey');
  const locked = new WellBehavedServer(false, ['tiny.gguf'], { 'GET /v1/models': refuse, 'GET /props': refuse });
  const connector = finding([await listening(t, locked)]);
  t.match((await connector.health(never())).runtimes, [{ status: 'failed', message: /server_api_key/ }]);
  t.notOk(locked.requests.some(({ headers }) => 'authorization' in headers));
});

t.test(
  'one that was found and falls silent stays; one that goes is forgotten; one that comes back is found',
  async (t) => {
    let mute = false;
    const models = replay('models');
    const server = new WellBehavedServer(false, ['tiny.gguf'], {
      'GET /v1/models': (socket, request) => (mute ? silence : models)(socket, request),
      'GET /props': (socket, request) => (mute ? silence : replay('props'))(socket, request),
      'GET /health': (socket, request) => (mute ? silence : replay('k_health'))(socket, request),
    });
    const url = await listening(t, server);
    const urls = [url];
    const connector = finding(urls, () => (mute ? 500 : 60_000));
    t.equal((await connector.health(never())).status, 'ready');
    mute = true;
    t.match((await connector.health(never())).runtimes, [{ url, status: 'not_answering' }]);
    urls.length = 0;
    t.match((await connector.health(never())).runtimes, [{ url: null, status: 'not_running' }]);
    mute = false;
    urls.push(url);
    t.equal((await connector.health(never())).status, 'ready');
  },
);
