import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import t, { type Test } from 'tap';
import { createHttpClient } from '../../src/services/http-client.ts';
import { isPlain } from '../../src/services/plain-exchange.ts';
import { manifestOf } from '../registry/support/studio.ts';

async function serve(t: Test, answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

function ours(t: Test) {
  const manifest = { ...manifestOf({ id: 'case', capabilities: { hosts: ['127.0.0.1'] } }), files: {} };
  const client = createHttpClient({ manifest, folder: '/nowhere' });
  t.teardown(() => client.destroy());
  return (url: string, init?: RequestInit) => client.fetch(url, init);
}

type Fetch = (url: string, init?: RequestInit) => Promise<Response>;

/** Everything that a caller can see of an exchange, its failure included. */
async function seen(fetch: Fetch, url: string, init?: RequestInit) {
  const failure = (at: string, error: unknown) => {
    const { name, message, cause } = error as Error & { cause?: { code?: string } };
    return { at, name, message: name === 'TypeError' ? message : '', code: cause?.code };
  };
  try {
    const response = await fetch(url, init);
    const headers = [...response.headers].filter(([name]) => name !== 'date');
    const { status, ok } = response;
    const text = await response.text().catch((error: unknown) => failure('body', error));
    return { status, ok, headers, text };
  } catch (error) {
    return failure('head', error);
  }
}

const ANSWERS: Readonly<Record<string, RequestListener>> = {
  'an answer in one piece': (_, response) => response.end('hello'),
  'an answer in pieces': (_, response) => {
    response.write('one');
    setImmediate(() => response.end(' two é'));
  },
  'an error with a body': (_, response) => response.writeHead(503, { 'x-a': 'b' }).end('{"error":1}'),
  'headers that come twice': (_, response) => response.setHeader('set-cookie', ['a=1', 'b=2']).end(),
  'no content': (_, response) => response.writeHead(204).end(),
  'not modified': (_, response) => response.writeHead(304).end(),
  'a head and then a broken connection': (_, response) => {
    response.write('one');
    setTimeout(() => response.destroy(), 20);
  },
  'a connection that breaks at once': (_, response) => response.destroy(),
  'what was sent': (request, response) => {
    const { method, headers } = request;
    request.pipe(response.setHeader('x-sent', `${method} ${headers['content-type']} ${headers['content-length']}`));
  },
};

t.test('over plain HTTP everything is as fetch has it, failures included', async (t) => {
  for (const [name, answer] of Object.entries(ANSWERS)) {
    const url = await serve(t, answer);
    for (const init of [{}, { method: 'post', body: 'été', headers: [['x-b', 'c']] as [string, string][] }])
      t.same(await seen(ours(t), url, init), await seen(fetch, url, init), name);
  }
  t.match(await seen(ours(t), 'http://127.0.0.1:1/'), { at: 'head', message: 'fetch failed', code: 'ECONNREFUSED' });
});

t.test('an abort has its reason, before the head and in the middle of the body', async (t) => {
  const url = await serve(t, (request, response) => {
    if (request.url === '/body') response.write('one');
  });
  for (const path of ['head', 'body'])
    for (const fetching of [ours(t), fetch]) {
      const controller = new AbortController();
      const reason = new Error('enough');
      setTimeout(() => controller.abort(reason), 50);
      const asking = fetching(url + path, { signal: controller.signal }).then((response) => response.text());
      t.equal(await asking.catch((error: unknown) => error), reason, path);
    }
});

t.test('the connection is closed when nobody wants the rest, read or not', async (t) => {
  const closed: Promise<void>[] = [];
  const url = await serve(t, (_, response) => {
    closed.push(new Promise((resolve) => response.once('close', resolve)));
    const writing = setInterval(() => response.write('x'.repeat(1000)), 5);
    response.once('close', () => clearInterval(writing));
  });
  const unread = await ours(t)(url);
  await unread.body?.cancel();
  const begun = await ours(t)(url);
  for await (const _ of begun.body ?? []) break;
  await Promise.all(closed);
  t.equal(closed.length, 2);
});

t.test('what is not plain is left to fetch', (t) => {
  t.ok(isPlain(new URL('http://127.0.0.1/'), {}));
  t.ok(isPlain(new URL('http://127.0.0.1/'), { body: 'x' }));
  t.notOk(isPlain(new URL('https://127.0.0.1/'), {}));
  t.notOk(isPlain(new URL('http://a:b@127.0.0.1/'), {}));
  t.notOk(isPlain(new URL('http://127.0.0.1/'), { body: new FormData() }));
  t.end();
});
