import { getEventListeners } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { defineErrors } from '@kora/plugin-sdk';
import { ConnectorLifetime, closingConnection, RuntimeClient, withinDeadline } from '@kora/plugin-sdk/http';
import t, { type Test } from 'tap';

const errors = defineErrors({
  KORA_TEST_BROKEN: {
    type: 'EXECUTION_FAILURE',
    message: (d: { kind: string; reason: string }) => `${d.kind} ${d.reason}`,
  },
  KORA_TEST_UNEXPECTED: { type: 'EXECUTION_FAILURE', message: (d: { reason: string }) => d.reason },
  KORA_TEST_STOPPED: { type: 'MODEL_UNAVAILABLE', message: () => 'stopped' },
});
const never = () => new AbortController().signal;

async function serve(t: Test, answer: RequestListener) {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = async () => {
    server.closeAllConnections();
    if (server.listening) await new Promise((resolve) => server.close(resolve));
  };
  t.teardown(close);
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = new RuntimeClient({
    address,
    http: { fetch },
    headers: { authorization: 'Bearer s' },
    broken: ({ kind, reason }, cause) => errors.KORA_TEST_BROKEN({ kind, reason }, cause),
    unexpected: (reason) => errors.KORA_TEST_UNEXPECTED({ reason }),
  });
  return { client, address, close };
}

t.test('asks with JSON and its headers, and gives whatever comes back with its status', async (t) => {
  const { client } = await serve(t, async (request, response) => {
    const body = Buffer.concat(await Array.fromAsync(request as AsyncIterable<Buffer>)).toString();
    const { method, headers } = request;
    response
      .writeHead(418)
      .end(JSON.stringify({ method, body, type: headers['content-type'], key: headers.authorization }));
  });
  const sent = { type: 'application/json', key: 'Bearer s' };
  t.match(await client.ask({ path: '/a' }, never()), { status: 418, body: { method: 'GET', body: '', ...sent } });
  t.match(await client.ask({ path: '/a', body: { x: 1 } }, never()), {
    body: { method: 'POST', body: '{"x":1}', ...sent },
  });
  t.match(await client.ask({ path: '/a', body: {}, method: 'DELETE' }, never()), { body: { method: 'DELETE' } });
});

t.test('no listener stays on the signal of a request', async (t) => {
  const { client } = await serve(t, (_, response) => response.end('{}'));
  const signal = never();
  for (let i = 0; i < 3; i++) await client.ask({ path: '/' }, signal);
  t.equal(getEventListeners(signal, 'abort').length, 0);
});

t.test('no redirect is followed, no answer is read without end, and nobody at the port is refused', async (t) => {
  const { client } = await serve(t, (request, response) => {
    if (request.url === '/moved') response.writeHead(307, { location: '/flood' }).end();
    else if (request.url === '/text') response.end('no JSON');
    else {
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(1024 * 1024)));
      };
      response.on('drain', more);
      more();
    }
  });
  await t.rejects(client.ask({ path: '/moved' }, never()), { code: 'KORA_TEST_BROKEN', message: /^broken/ });
  await t.rejects(client.ask({ path: '/flood' }, never()), { code: 'KORA_TEST_UNEXPECTED', message: /without end/ });
  t.match(await client.ask({ path: '/text' }, never()), { status: 200, text: 'no JSON', body: undefined });
  const gone = await serve(t, () => {});
  await gone.close();
  await t.rejects(gone.client.ask({ path: '/text' }, never()), { code: 'KORA_TEST_BROKEN', message: /^refused/ });
});

t.test('an abort rejects with its reason, before the head and in the body', async (t) => {
  const { client } = await serve(t, (request, response) => {
    if (request.url === '/body') response.write('{');
  });
  for (const path of ['/head', '/body']) {
    const controller = new AbortController();
    const asked = client.ask({ path }, controller.signal);
    setTimeout(() => controller.abort(new Error('enough')), 30);
    await t.rejects(asked, { message: 'enough' });
  }
});

t.test('what is streamed closes its connection when it is read, left, or fails', async (t) => {
  const seen: AbortSignal[] = [];
  const call = (fails: boolean) =>
    closingConnection(never(), async function* (signal) {
      seen.push(signal);
      yield 1;
      if (fails) throw new Error('oops');
      yield 2;
    });
  t.same(await Array.fromAsync(call(false)), [1, 2]);
  for await (const _ of call(false)) break;
  await t.rejects(Array.fromAsync(call(true)), { message: 'oops' });
  t.same(
    seen.map(({ aborted }) => aborted),
    [true, true, true],
  );
});

t.test('a deadline is told apart from the caller and from faults', async (t) => {
  // The deadline alone keeps no process alive.
  const alive = setInterval(() => {}, 1000);
  t.teardown(() => clearInterval(alive));
  const waits = (signal: AbortSignal) =>
    new Promise<string>((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason));
    });
  t.equal(await withinDeadline(20, never(), waits, () => 'late'), 'late');
  const gone = AbortSignal.abort(new Error('gone'));
  await t.rejects(
    withinDeadline(
      20,
      gone,
      async () => Promise.reject(new Error('x')),
      () => 'late',
    ),
    { message: 'gone' },
  );
  const fails = async () => Promise.reject(errors.KORA_TEST_STOPPED({}));
  await t.rejects(
    withinDeadline(20, never(), fails, () => 'late'),
    { code: 'KORA_TEST_STOPPED' },
  );
});

t.test('a connector that has ended ends its calls and takes no more', async (t) => {
  const life = new ConnectorLifetime(() => errors.KORA_TEST_STOPPED({}));
  const signal = life.signal(never());
  t.throws(() => life.signal(AbortSignal.abort(new Error('before'))), { message: 'before' });
  life.end();
  life.end();
  t.match(signal.reason, { code: 'KORA_TEST_STOPPED' });
  t.throws(() => life.signal(never()), { code: 'KORA_TEST_STOPPED' });
});
