import t from 'tap';
import { decodeConfig } from '../../src/config/llama-cpp-config.ts';
import { LlamaCppConnector } from '../../src/connector/llama-cpp-connector.ts';
import { ServerRuntime } from '../../src/server/server-runtime.ts';
import { collect, never, only, requestTo } from '../support/calls.ts';
import { json, type Reply, replay, silence } from '../support/replay-server.ts';
import { connectTo } from '../support/serve.ts';
import { WellBehavedServer } from '../support/well-behaved-server.ts';

const PLAIN = ['tiny.gguf'];
const ROUTER = ['tiny-a', 'tiny-b'];

t.test('every state of a plain server has its name, and asking sends nothing', async (t) => {
  const loading = replay('health_loading_then_ok');
  const everywhere = {
    'GET /health': loading,
    'GET /v1/models': loading,
    'GET /props': loading,
    'GET /slots': loading,
  };
  const states: readonly [Record<string, Reply>, object][] = [
    [{}, { status: 'ready', version: 'llama.cpp b1-de3ff81', models: 1, name: 'llama-server' }],
    [everywhere, { status: 'loading', message: /still loading/ }],
    [{ 'GET /health': replay('health_loading_then_ok', 1) }, { status: 'ready' }],
    [{ 'GET /slots': json(501, { error: { message: 'not supported' } }) }, { status: 'ready' }],
    [{ 'GET /slots': replay('nslots') }, { status: 'ready' }],
    [{ 'GET /props': replay('k_models_nokey') }, { status: 'failed', message: /server_api_key/ }],
    [{ 'GET /health': json(500, {}) }, { status: 'failed' }],
    [{ 'GET /v1/models': json(200, { data: [{ id: 'm', owned_by: 'library' }] }) }, { status: 'failed' }],
    [{ 'GET /health': silence }, { status: 'not_answering', message: /stays silent/ }],
  ];
  for (const [routes, expected] of states) {
    const server = new WellBehavedServer(false, PLAIN, routes);
    const { connector, server_url } = await connectTo(t, server);
    const health = await connector.health(never());
    t.match(health.runtimes, [{ ...expected, url: server_url }]);
    t.notOk(
      server.requests.some(({ method, body }) => method !== 'GET' || body !== ''),
      'nothing but questions',
    );
  }
});

t.test('a server that generates in every slot is busy', async (t) => {
  const server = new WellBehavedServer(false, PLAIN);
  const { connector } = await connectTo(t, server);
  const states: string[] = [];
  for await (const event of connector.invoke(requestTo('tiny.gguf', { max_tokens: 40 }), never()))
    if (event.type === 'delta' && states.length === 0) states.push((await connector.health(never())).status);
  t.same(states, ['busy']);
  t.equal((await connector.health(never())).status, 'ready');
});

t.test('a server that is not running says so, and refuses calls by that name', async (t) => {
  const server = new WellBehavedServer(false, PLAIN);
  const { connector } = await connectTo(t, server);
  await server.close();
  t.match(await connector.health(never()), { status: 'not_running', runtime_version: null });
  const { error } = only(await collect(connector.invoke(requestTo('tiny.gguf'), never())), 'error');
  t.match(error, { kind: 'not_running', code: 'KORA_LLAMACPP_NOT_RUNNING', retryable: true });
});

t.test('every state of a router has its name, and no question loads a model', async (t) => {
  const server = new WellBehavedServer(true, ROUTER);
  const { connector } = await connectTo(t, server);
  const health = async () => (await connector.health(never())).runtimes?.[0];
  t.match(await health(), { status: 'ready', message: /load on demand/, models: 2 });
  server.states.set('tiny-a', 'loading');
  t.match(await health(), { status: 'loading' });
  server.states.set('tiny-b', 'loaded');
  t.match(await health(), { status: 'ready' });
  server.states.set('tiny-a', 'unloaded').set('tiny-b', 'unloaded');
  server.broken.add('tiny-b');
  t.match(await health(), { status: 'ready', models: 1 }, 'one that failed to load is not counted');
  server.broken.add('tiny-a');
  t.match(await health(), { status: 'no_model', message: /that it can load/ });
  server.states.clear();
  t.match(await health(), { status: 'no_model', message: /--models-dir/ });
  t.notOk(
    server.requests.some(({ method, path }) => method !== 'GET' || path.includes('model=')),
    'a question about a model would load it',
  );
});

t.test('a wrong address tells nothing of itself', async (t) => {
  const server_url = 'http://user:secret@127.0.0.1:1';
  const runtime = new ServerRuntime(server_url, decodeConfig({ server_url }), { fetch });
  const health = await new LlamaCppConnector({ runtimes: [runtime] }).health(never());
  t.match(health.runtimes, [{ status: 'failed', url: null }]);
  t.notMatch(JSON.stringify(health), /secret/);
});
