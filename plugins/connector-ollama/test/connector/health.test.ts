import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import t from 'tap';
import { serve } from '../support/bench.ts';
import { never, only, rejectionOf } from '../support/calls.ts';
import { CLOUD_STUB } from '../support/ollama-bodies.ts';
import { empty, json, plain, type Reply, silence } from '../support/replies.ts';

t.test('ready says the version, and asking sends nothing and loads nothing', async (t) => {
  const { server, connector, base_url } = await serve(t);
  const message = `Ollama at ${base_url} is ready with 1 model.`;
  const version = 'Ollama 0.33.0';
  t.same(await connector.health(never()), {
    status: 'ready',
    message,
    runtime_version: version,
    runtimes: [{ name: 'Ollama', url: base_url, version, status: 'ready', models: null, message }],
  });
  t.same(
    server.requests.map(({ method, path, text }) => `${method} ${path} ${text}`),
    ['GET /api/version ', 'GET /api/tags '],
  );
});

t.test('a server without a model of its own says so, also when it has some of the cloud', async (t) => {
  for (const models of [[], [CLOUD_STUB]]) {
    const { connector } = await serve(t, { 'GET /api/tags': json(200, { models }) });
    t.match(await connector.health(never()), { status: 'no_model', message: /kora models pull/ });
  }
});

t.test('nobody at the port is not_running', async (t) => {
  const { server, connector } = await serve(t);
  await server.close();
  t.match(await connector.health(never()), { status: 'not_running', message: /ollama serve/, runtime_version: null });
});

t.test('a server that takes the question and says nothing is busy', async (t) => {
  const { connector } = await serve(t, { 'GET /api/version': silence }, {}, 80);
  t.match(await connector.health(never()), { status: 'busy' });
});

t.test('a connection that broke is no verdict on the server before a second one', async (t) => {
  let breaks = 1;
  const version: Reply = (response, request) => {
    if (breaks-- > 0) response.socket?.resetAndDestroy();
    else return json(200, { version: '0.33.0' })(response, request);
  };
  const { server, connector } = await serve(t, { 'GET /api/version': version });
  t.match(await connector.health(never()), { status: 'ready' });
  breaks = 2;
  t.match(await connector.health(never()), { status: 'failed', message: /broke/ });
  t.equal(server.to('/api/version').length, 4);
});

const unexpected: Reply = (response, request) =>
  json(200, { error: `Unexpected endpoint or method. (${request.method} ${request.path})` })(response, request);
const fileNotFound = json(404, { error: { message: 'File Not Found', type: 'not_found_error', code: 404 } });
const lists = { models: [{ name: '', model: '', digest: '', size: '' }], object: 'list', data: [] };

/** What else may answer on the port, with the statuses that it really uses. */
const OTHERS: Readonly<Record<string, readonly [Record<string, Reply>, RegExp]>> = {
  'LM Studio, 200 to all': [{ 'GET /api/version': unexpected, 'GET /api/tags': unexpected }, /LM Studio answers/],
  'llama-server': [{ 'GET /api/version': fileNotFound, 'GET /api/tags': fileNotFound }, /llama-server answers/],
  'llama-server, its list': [{ 'GET /api/version': json(200, lists) }, /llama-server answers/],
  'a web page': [{ 'GET /api/version': plain(200, '<html></html>') }, /Another program answers/],
  'a version, but no list': [{ 'GET /api/tags': json(200, { data: [] }) }, /Another program answers/],
};

t.test('something else is told by the shape of what it says, never by its status', async (t) => {
  for (const [name, [routes, message]] of Object.entries(OTHERS)) {
    const { connector } = await serve(t, routes);
    t.match(await connector.health(never()), { status: 'failed', message }, name);
  }
});

t.test('the models of something else are not listed and not called', async (t) => {
  const { server, connector, ask } = await serve(t, { 'GET /api/tags': unexpected });
  t.match(await rejectionOf(connector.models(never())), { code: 'KORA_OLLAMA_NOT_OLLAMA', message: /LM Studio/ });
  t.match(only(await ask(), 'error').error, { kind: 'protocol', retryable: false });
  t.equal(server.to('/api/chat').length, 0);
});

t.test('a Host that Ollama does not accept is an empty 403', async (t) => {
  const { connector } = await serve(t, { 'GET /api/version': empty(403) });
  t.match(await connector.health(never()), { status: 'failed', message: /OLLAMA_ORIGINS/ });
});

t.test('a port that does not speak HTTP is not Ollama', async (t) => {
  const server = createServer((socket) => socket.on('error', () => undefined).end('SSH-2.0-OpenSSH_9.9\r\n'));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.teardown(() => server.close());
  const base_url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { connector } = await serve(t, {}, { base_url });
  t.match(await connector.health(never()), { status: 'failed', message: /does not speak HTTP/ });
});
