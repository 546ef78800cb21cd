import type { RouteRequest } from '@kora/contracts';
import { KoraError } from '@kora/plugin-sdk';
import t from 'tap';
import { startHost } from './support/start-host.ts';

const echo = async ({ params, query, body }: RouteRequest) => ({ status: 201, body: { params, query, body } });

t.test('a route comes and goes with its plugin, without a restart', async (t) => {
  const { call, kernel } = await startHost(t);
  t.equal((await call('GET', '/hello/x')).status, 404);
  kernel.registry.add('POST', '/hello/:name', { handle: echo });
  const answer = await call('POST', '/hello/a%20b?loud=1', { text: 'hi' });
  t.equal(answer.status, 201);
  t.same(await answer.json(), { params: { name: 'a b' }, query: { loud: '1' }, body: { text: 'hi' } });
  const without = await call('POST', '/hello/you');
  t.same(await without.json(), { params: { name: 'you' }, query: {}, body: null });
  kernel.registry.removeAll();
  t.equal((await call('POST', '/hello/x', {})).status, 404);
});

t.test('unknown paths and methods are errors with a code', async (t) => {
  const { call, kernel } = await startHost(t);
  kernel.registry.add('PUT', '/hello', { handle: echo });
  const missing = await call('GET', '/nothing');
  t.equal(missing.status, 404);
  t.match(await missing.json(), { error_type: 'NOT_FOUND', details: { code: 'KORA_HTTP_NO_SUCH_ROUTE' } });
  const wrong = await call('DELETE', '/execute');
  t.equal(wrong.status, 405);
  t.equal(wrong.headers.get('allow'), 'POST');
  t.match(await wrong.json(), { error_type: 'VALIDATION_ERROR', details: { code: 'KORA_HTTP_METHOD_NOT_ALLOWED' } });
  t.equal((await call('GET', '/hello')).headers.get('allow'), 'PUT');
  for (const path of ['/Health', '/health/', '//health', '/health%00'])
    t.equal((await call('GET', path)).status, 404, path);
});

t.test('a plugin cannot take a route of the kernel, of another plugin, or a pattern', async (t) => {
  const { call, kernel, logger } = await startHost(t);
  const stolen = { handle: async () => ({ status: 200, body: 'stolen' }) };
  for (const path of [
    '/health',
    '/runs/:id',
    '/runs/special',
    '/session/:anything',
    '/(.*)',
    '/*all',
    '/a{/b}',
    '/../x',
    '//x',
  ]) {
    kernel.registry.add('GET', path, stolen, 'greedy');
  }
  kernel.registry.add('GET', '/mine/:x', { handle: async () => ({ status: 200, body: 'first' }) }, 'honest');
  kernel.registry.add('GET', '/mine/:y', stolen, 'greedy');
  for (const path of ['/health', '/runs/run-00000000', '/runs/special', '/anything', '/x', '/a/b']) {
    t.notMatch(await (await call('GET', path)).text(), /stolen/, path);
  }
  t.equal(await (await call('GET', '/mine/1')).json(), 'first');
  const left = logger.lines.filter(({ message }) => message === 'a route of a plugin is left out');
  t.equal(new Set(left.map(({ fields }) => fields.path)).size, 10, 'each is reported');
});

t.test('a fixed word is asked before a parameter, whatever was declared first', async (t) => {
  const { call, kernel } = await startHost(t);
  kernel.registry.add('GET', '/items/:id', { handle: async () => ({ status: 200, body: 'parameter' }) });
  kernel.registry.add('GET', '/items/search', { handle: async () => ({ status: 200, body: 'word' }) });
  t.same(await (await call('GET', '/items/search')).json(), 'word');
  t.same(await (await call('GET', '/items/7')).json(), 'parameter');
});

t.test('what goes wrong in a plugin is said as it is', async (t) => {
  const { call, kernel } = await startHost(t);
  kernel.registry.add('GET', '/refused');
  kernel.registry.add('GET', '/own', {
    handle: async () => {
      throw new KoraError('KORA_HELLO_NOBODY', 'NOT_FOUND', 'nobody is here', { name: 'x' });
    },
  });
  const refused = await call('GET', '/refused');
  t.equal(refused.status, 403);
  t.match(await refused.json(), { error_type: 'PLUGIN_REJECTED' });
  const own = await call('GET', '/own');
  t.equal(own.status, 404);
  t.match(await own.json(), { message: 'nobody is here', details: { code: 'KORA_HELLO_NOBODY', name: 'x' } });
});

t.test('an answer that cannot be sent is the fault of its plugin', async (t) => {
  const { call, kernel } = await startHost(t);
  const answers = [
    { status: 99, body: 1 },
    { status: 200.5, body: 1 },
    Object.assign({ status: 200, body: null }, { body: undefined }),
  ];
  for (const [i, answer] of answers.entries()) {
    kernel.registry.add('GET', `/bad/${i}`, { handle: async () => answer });
    const got = await call('GET', `/bad/${i}`);
    t.equal(got.status, 500);
    t.match(await got.json(), { details: { code: 'KORA_HTTP_BAD_ANSWER', plugin_id: 'hello-plugin' } });
  }
  async function* unnamed() {
    yield { event: 'x\ndata: injected', data: 1 };
  }
  kernel.registry.add('GET', '/bad/events', { handle: async () => ({ status: 200, events: unnamed() }) });
  const stream = await (await call('GET', '/bad/events')).text();
  t.match(stream, /^event: error\ndata: .*KORA_HTTP_BAD_ANSWER/m);
  t.notMatch(stream, /injected/);
});

t.test('hostile JSON does not reach a plugin', async (t) => {
  const { call, kernel } = await startHost(t);
  let reached = 0;
  kernel.registry.add('POST', '/in', {
    handle: async () => {
      reached++;
      return { status: 200, body: null };
    },
  });
  for (const body of ['{"a":{"__proto__":{"x":1}}}', '"\\ud800"', '1e999', `${'['.repeat(80)}${']'.repeat(80)}`]) {
    t.equal((await call('POST', '/in', body)).status, 400, body.slice(0, 30));
  }
  t.equal(reached, 0);
});

t.test('the start page leads to the explorer until a plugin takes it', async (t) => {
  const { call, kernel } = await startHost(t);
  const start = await call('GET', '/');
  t.same([start.status, start.headers.get('location')], [303, '/docs']);
  kernel.registry.add('GET', '/', { handle: async () => ({ status: 200, body: 'mine' }) });
  t.equal(await (await call('GET', '/')).json(), 'mine');
});
