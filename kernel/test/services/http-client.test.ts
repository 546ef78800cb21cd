import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo, LookupFunction } from 'node:net';
import fc from 'fast-check';
import t, { type Test } from 'tap';
import { hostVerdict, redirectedInit, redirectVerdict } from '../../src/services/host-allow-list.ts';
import { createHttpClient } from '../../src/services/http-client.ts';
import { manifestOf } from '../registry/support/studio.ts';

async function serve(t: Test, answer: RequestListener): Promise<{ url: string; seen: IncomingMessage[] }> {
  const seen: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    seen.push(request);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}

function clientFor(t: Test, hosts: readonly string[]) {
  const manifest = { ...manifestOf({ id: 'case', capabilities: { hosts } }), files: {} };
  const client = createHttpClient({ manifest, folder: '/nowhere' });
  t.teardown(() => client.destroy());
  return client;
}

t.test('a host of the manifest is reached, by name or by name and port', async (t) => {
  const { url, seen } = await serve(t, (_, response) => response.end('hello'));
  for (const host of ['127.0.0.1', new URL(url).host]) {
    const response = await clientFor(t, [host]).fetch(`${url}/x`, {
      method: 'POST',
      body: '{"a":1}',
      headers: { authorization: 'Bearer s' },
    });
    t.equal(await response.text(), 'hello');
  }
  t.equal(seen[0]?.headers.authorization, 'Bearer s');
});

t.test('every other address is refused before a socket is opened', async (t) => {
  const { url, seen } = await serve(t, (_, response) => response.end('secret'));
  const port = new URL(url).port;
  const addresses = [
    url,
    `http://localhost:${port}/`,
    `http://[::1]:${port}/`,
    `http://example.com.evil.test/`,
    `http://user:pass@example.com/`,
    'https://example.com.:443/',
    'file:///etc/passwd',
    'data:text/plain,x',
    '/relative',
    'example.com',
    '',
  ];
  for (const address of addresses) {
    await t.rejects(
      clientFor(t, ['example.com', '127.0.0.1:1']).fetch(address),
      { code: 'KORA_CAPABILITY_HOST_DENIED', error_type: 'FORBIDDEN', details: { plugin_id: 'case' } },
      address,
    );
  }
  t.equal(seen.length, 0);
  await t.rejects(clientFor(t, []).fetch(url), { code: 'KORA_CAPABILITY_HOST_DENIED' });
});

t.test('redirects are followed only to allowed hosts, and secrets stay with their origin', async (t) => {
  const target = await serve(t, (_, response) => response.end('arrived'));
  const start = await serve(t, (request, response) => {
    const to =
      request.url === '/out'
        ? 'http://localhost:1/'
        : request.url === '/file'
          ? 'file:///etc/passwd'
          : `${target.url}/end`;
    response.writeHead(request.url === '/post' ? 302 : 307, { location: to }).end();
  });
  const client = clientFor(t, ['127.0.0.1']);
  const secrets = { authorization: 'Bearer s', cookie: 'a=b', 'x-kept': '1', 'content-type': 'text/plain' };
  t.equal(
    await (await client.fetch(`${start.url}/in`, { headers: secrets, method: 'POST', body: 'b' })).text(),
    'arrived',
  );
  t.match(target.seen[0], { method: 'POST', headers: { 'x-kept': '1', authorization: undefined, cookie: undefined } });
  await client.fetch(`${start.url}/post`, { headers: secrets, method: 'POST', body: 'b' });
  t.match(target.seen[1], { method: 'GET', headers: { 'content-type': undefined } });

  await t.rejects(client.fetch(`${start.url}/out`), {
    code: 'KORA_CAPABILITY_HOST_DENIED',
    details: { host: 'localhost:1' },
  });
  await t.rejects(client.fetch(`${start.url}/file`), { code: 'KORA_CAPABILITY_HOST_DENIED' });
  await t.rejects(client.fetch(`${start.url}/in`, { redirect: 'error' }), { code: 'KORA_CAPABILITY_HOST_DENIED' });
  t.equal((await client.fetch(`${start.url}/in`, { redirect: 'manual' })).status, 307);
});

t.test('a chain of redirects ends', async (t) => {
  const { url, seen } = await serve(t, (_, response) => response.writeHead(302, { location: '/again' }).end());
  await t.rejects(clientFor(t, ['127.0.0.1']).fetch(url), {
    code: 'KORA_CAPABILITY_HOST_DENIED',
    details: { reason: 'it redirects more than 5 times' },
  });
  t.equal(seen.length, 6);
});

t.test('a signal ends a request that would never answer, and so does the end of the plugin', async (t) => {
  const { url } = await serve(t, () => {});
  const client = clientFor(t, ['127.0.0.1']);
  await t.rejects(client.fetch(url, { signal: AbortSignal.timeout(30) }), { name: 'TimeoutError' });
  const open = client.fetch(url);
  await Promise.all([t.rejects(open), new Promise((resolve) => setTimeout(resolve, 30)).then(() => client.destroy())]);
});

t.test('a redirect never gives up encryption', async (t) => {
  const verdict = redirectVerdict(new URL('https://a.test/'), new URL('http://a.test/'), ['a.test']);
  t.match(verdict, { allowed: false, reason: /unencrypted/ });
  t.same(redirectVerdict(new URL('http://a.test/'), new URL('https://a.test/'), ['a.test']), { allowed: true });
  const kept = redirectedInit(
    { headers: { authorization: 'x' } },
    301,
    new URL('https://a.test/1'),
    new URL('https://a.test/2'),
  );
  t.equal(new Headers(kept.headers).get('authorization'), 'x');
});

t.test('only exactly the listed name passes, whatever surrounds it', async (t) => {
  fc.assert(
    fc.property(fc.domain(), fc.domain(), (listed, asked) => {
      const url = URL.parse(`https://${asked}/`);
      return url === null || hostVerdict(url, [listed]).allowed === (url.hostname === listed.toLowerCase());
    }),
  );
  for (const near of ['xa.test', 'a.test.x', 'sub.a.test', 'a.test.', 'a-test']) {
    t.equal(hostVerdict(new URL(`https://${near}/`), ['a.test', '*', '.test']).allowed, false, near);
  }
});

t.test('a listed name that resolves to this machine is refused, unless it is localhost', async (t) => {
  const { url, seen } = await serve(t, (_, response) => response.end('secret'));
  const port = new URL(url).port;
  const manifest = { ...manifestOf({ id: 'case', capabilities: { hosts: ['rebound.test', 'localhost'] } }), files: {} };
  for (const [address, family] of [
    ['127.0.0.1', 4],
    ['169.254.169.254', 4],
    ['0.0.0.0', 4],
    ['::1', 6],
    ['fe80::1', 6],
    ['::ffff:127.0.0.1', 6],
  ] as const) {
    const client = createHttpClient(
      { manifest, folder: '' },
      {
        resolve: (_, options, callback) => {
          if (options.all) callback(null, [{ address, family }]);
          else callback(null, address, family);
        },
      },
    );
    const refused = { code: 'KORA_CAPABILITY_HOST_DENIED', details: { host: 'rebound.test' } };
    await t.rejects(client.fetch(`http://rebound.test:${port}/`), refused, address);
    await client.destroy();
  }
  t.equal(seen.length, 0);
  const here: LookupFunction = (_, options, callback) => {
    if (options.all) callback(null, [{ address: '127.0.0.1', family: 4 }]);
    else callback(null, '127.0.0.1', 4);
  };
  const client = createHttpClient({ manifest, folder: '' }, { resolve: here });
  t.equal(await (await client.fetch(`http://localhost:${port}/`)).text(), 'secret');
  await client.destroy();
  const failing = createHttpClient(
    { manifest, folder: '' },
    { resolve: (_, __, callback) => callback(new Error('no such name'), '', 4) },
  );
  await t.rejects(failing.fetch('http://rebound.test/'), { name: 'TypeError' });
  await failing.destroy();
});
