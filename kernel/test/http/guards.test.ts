import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import t from 'tap';
import { graph, raw, startHost, TOKEN } from './support/start-host.ts';

/** Every route that the API describes, as request lines; plugin routes included. */
async function requestLines(call: (method: string, path: string) => Promise<Response>): Promise<string[]> {
  const { paths } = (await (await call('GET', '/openapi.json')).json()) as { paths: Record<string, object> };
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.keys(item).map(
      (method) => `${method.toUpperCase()} ${path.replaceAll(/\{\w+\}/g, 'run-00000000')} HTTP/1.1`,
    ),
  );
}

const BODY = JSON.stringify({ api_version: '1.0', taskgraph: graph() });

t.test('every route refuses what is not meant for it, before anything happens', async (t) => {
  const { host, kernel, call } = await startHost(t);
  kernel.registry.add('POST', '/hello/:name', { handle: async () => ({ status: 200, body: 'never' }) });
  const lines = await requestLines(call);
  t.ok(lines.length >= 20, `${lines.length} routes`);
  const { port } = host;
  const good = [`Host: 127.0.0.1:${port}`, `Authorization: Bearer ${TOKEN}`];
  const json = ['Content-Type: application/json', `Content-Length: ${BODY.length}`];
  const [hostLine = '', tokenLine = ''] = good;
  const hosts = {
    missing: [],
    foreign: ['Host: evil.example'],
    'foreign with our port': [`Host: evil.example:${port}`],
    'a name that begins like ours': [`Host: localhost.evil.com:${port}`],
    'a trailing dot': [`Host: localhost.:${port}`],
    'another port': [`Host: 127.0.0.1:${port + 1}`],
    'no port': ['Host: 127.0.0.1'],
    'user information': [`Host: 127.0.0.1:${port}@evil.example`],
    'another loopback address': [`Host: 127.0.0.2:${port}`],
    'any address': [`Host: 0.0.0.0:${port}`],
    'an IPv6 address that is not ours': [`Host: [::2]:${port}`],
    'two, ours first': [hostLine, 'Host: evil.example'],
    'two, ours last': ['host: evil.example', hostLine],
  };
  const refusals: [string, number, readonly string[]][] = [
    ...Object.entries(hosts).map(([name, host]): [string, number, string[]] => [
      `Host ${name}`,
      403,
      [...host, tokenLine, ...json],
    ]),
    ['foreign Origin', 403, [...good, ...json, 'Origin: http://evil.example']],
    ['Origin null', 403, [...good, ...json, 'Origin: null']],
    ['Origin on another port', 403, [...good, ...json, `Origin: http://127.0.0.1:${port + 1}`]],
    ['Origin by another of our names', 403, [...good, ...json, `Origin: http://localhost:${port}`]],
    ['cross-site', 403, [...good, ...json, 'Sec-Fetch-Site: cross-site']],
    ['same-site', 403, [...good, ...json, 'Sec-Fetch-Site: same-site']],
    ['no token', 401, [hostLine, ...json]],
    ['bad token', 401, [hostLine, 'Authorization: Bearer wrong', ...json]],
    ['token of another scheme', 401, [hostLine, `Authorization: Basic ${TOKEN}`, ...json]],
    ['two tokens', 403, [...good, 'Authorization: Bearer wrong', ...json]],
    ['text/plain', 415, [...good, 'Content-Type: text/plain', `Content-Length: ${BODY.length}`]],
    ['a form', 415, [...good, 'Content-Type: application/x-www-form-urlencoded', `Content-Length: ${BODY.length}`]],
    ['a body without a type', 415, [...good, `Content-Length: ${BODY.length}`]],
    [
      'JSON in another charset',
      415,
      [...good, 'Content-Type: application/json; charset=utf-16', `Content-Length: ${BODY.length}`],
    ],
    ['a compressed body', 415, [...good, ...json, 'Content-Encoding: gzip']],
    ['two types', 403, [...good, ...json, 'Content-Type: text/plain']],
  ];
  const before = kernel.calls;
  const wrong: string[] = [];
  for (const line of lines) {
    const attempts = refusals.map(async ([name, status, headers]) => {
      const answer = await raw(port, [line, ...headers], BODY);
      const expected = line.startsWith('GET /session/') && status === 401 && !/bad|scheme/.test(name);
      const code = JSON.parse(answer.body).details.code;
      if (answer.status !== status) wrong.push(`${line}, ${name}: ${answer.status} ${code}`);
      if (expected && code !== 'KORA_HTTP_LINK_SPENT') wrong.push(`${line}, ${name}: ${code}`);
    });
    await Promise.all(attempts);
  }
  t.same(wrong, [], `${lines.length} routes, ${refusals.length} refusals each`);
  t.equal(kernel.calls, before, 'nothing reached the kernel');
  t.equal(kernel.registry.activations, 1, 'no plugin was activated but by the description');
});

t.test('each refusal has its code', async (t) => {
  const { host } = await startHost(t);
  const ours = `Host: 127.0.0.1:${host.port}`;
  const code = async (...headers: string[]) =>
    JSON.parse((await raw(host.port, ['GET /health HTTP/1.1', ...headers])).body).details.code;
  t.equal(await code('Host: evil.example'), 'KORA_HTTP_FOREIGN_HOST');
  t.equal(await code(ours, ours), 'KORA_HTTP_REPEATED_HEADER');
  t.equal(await code(ours, 'Origin: http://evil.example'), 'KORA_HTTP_FOREIGN_ORIGIN');
  t.equal(await code(ours), 'KORA_HTTP_UNAUTHENTICATED');
  t.equal(await code(ours, `Authorization: Bearer ${TOKEN}`, 'Content-Type: text/plain'), 'KORA_HTTP_NOT_JSON');
});

t.test('all names of this machine and same-origin pages pass', async (t) => {
  const { host } = await startHost(t);
  const token = `Authorization: Bearer ${TOKEN}`;
  for (const name of ['127.0.0.1', 'localhost', '[::1]']) {
    const own = `${name}:${host.port}`;
    const page = [`Origin: http://${own}`, 'Sec-Fetch-Site: same-origin'];
    t.equal((await raw(host.port, ['GET /health HTTP/1.1', `Host: ${own}`, token, ...page])).status, 200, own);
  }
});

t.test('a refusal does not wait for the body', async (t) => {
  const { host } = await startHost(t);
  const head = [`POST /execute HTTP/1.1`, `Host: 127.0.0.1:${host.port}`, 'Content-Type: application/json'];
  const announced = await raw(host.port, [...head, 'Content-Length: 500000']);
  t.equal(announced.status, 401);
  t.match(announced.head, /Connection: close/i, 'and ends the connection on which the body would come');
  const asked = await raw(host.port, [...head, 'Content-Length: 500000', 'Expect: 100-continue']);
  t.equal(asked.status, 401, 'nor asks for it');
});

t.test('a request target that names a host of its own is refused', async (t) => {
  const { host } = await startHost(t);
  const headers = [`Host: 127.0.0.1:${host.port}`, `Authorization: Bearer ${TOKEN}`];
  t.equal((await raw(host.port, ['GET http://evil.example/health HTTP/1.1', ...headers])).status, 403);
  t.equal((await raw(host.port, ['OPTIONS * HTTP/1.1', ...headers])).status, 403);
});

t.test('no answer lets another origin read it, preflight included', async (t) => {
  const { host } = await startHost(t);
  const own = `http://127.0.0.1:${host.port}`;
  for (const origin of ['http://evil.example', 'null', own]) {
    for (const method of ['OPTIONS', 'GET', 'POST']) {
      const headers = [`Host: 127.0.0.1:${host.port}`, `Origin: ${origin}`, 'Access-Control-Request-Method: POST'];
      for (const token of [[], [`Authorization: Bearer ${TOKEN}`]]) {
        const { head } = await raw(host.port, [`${method} /execute HTTP/1.1`, ...headers, ...token]);
        t.notMatch(head, /access-control/i, `${method} from ${origin}`);
        t.match(head, /Content-Security-Policy: default-src 'none'/);
        t.match(head, /X-Content-Type-Options: nosniff/);
        t.match(head, /Referrer-Policy: no-referrer/);
      }
    }
  }
});

t.test('what is not HTTP gets a coded answer too', async (t) => {
  const { host } = await startHost(t);
  const broken = await raw(host.port, ['NOT HTTP AT ALL']);
  t.equal(broken.status, 400);
  t.equal(JSON.parse(broken.body).details.code, 'KORA_HTTP_MALFORMED_REQUEST');
  const long = await raw(host.port, ['GET /health HTTP/1.1', `Host: ${'x'.repeat(20_000)}`]);
  t.equal(long.status, 400, 'more headers than fit');
  const socket = connect({ host: '127.0.0.1', port: host.port });
  socket.write('POST /execute HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n');
  t.match(await text(socket), /^HTTP\/1.1 400/, 'smuggling');
});
