import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import fc from 'fast-check';
import t from 'tap';
import { locateJsonError } from '../../src/http/body/locate-json-error.ts';
import { scanJson } from '../../src/http/body/scan-json.ts';
import { MAX_BODY_DEPTH, MAX_BODY_VALUES } from '../../src/http/limits.ts';
import { execution, graph, raw, startHost, TOKEN } from './support/start-host.ts';

type ErrorJson = {
  error_type: string;
  message: string;
  details: { code: string; issues: { path: string; code: string }[] };
};
const bytes = (value: string) => new TextEncoder().encode(value);

function refuses(value: string): boolean {
  try {
    JSON.parse(value);
    return false;
  } catch (error) {
    return error instanceof SyntaxError;
  }
}

t.test('broken JSON is located: whatever comes before the place could still become JSON', async (t) => {
  const cases: [string, number][] = [
    ['{"a": abc}', 6],
    ['{"a": 1,}', 8],
    ['[1 2]', 3],
    ['{"a" 1}', 5],
    ['{a: 1}', 1],
    ['[1,]', 3],
    ['"a\nb"', 2],
    ['"\\x"', 1],
    ['[1', 2],
    ['01', 1],
    ['{} {}', 3],
    ['[}', 1],
  ];
  for (const [value, position] of cases) t.equal(locateJsonError(value).position, position, value);
  t.match(locateJsonError('{\n  "a": 1,\n  b\n}'), { line: 3, column: 3, problem: 'expected key' });
});

t.test('every text that the parser refuses has a place, and no other has', async (t) => {
  const json = fc.json({ maxDepth: 4 });
  const spoiled = fc
    .tuple(json, fc.nat(), fc.constantFrom('', '"', ',', ':', '[', ']', '{', '}', '\\', '1', '-', 'e', ' ', '\n', 'é'))
    .map(([value, at, insert]) => {
      const cut = at % (value.length + 1);
      return value.slice(0, cut) + insert + value.slice(cut + 1);
    });
  fc.assert(
    fc.property(
      fc.oneof(json, spoiled),
      (value) => (locateJsonError(value).problem !== 'expected JSON') === refuses(value),
    ),
    { numRuns: 3_000 },
  );
  t.pass();
});

t.test('shape is judged before parsing: depth and number of values, whatever strings hold', async (t) => {
  t.equal(scanJson(bytes('['.repeat(MAX_BODY_DEPTH) + ']'.repeat(MAX_BODY_DEPTH))), null);
  t.match(scanJson(bytes('['.repeat(MAX_BODY_DEPTH + 1))), { code: 'TOO_DEEP' });
  t.match(scanJson(bytes('{"a":'.repeat(MAX_BODY_DEPTH + 1))), { code: 'TOO_DEEP' });
  t.match(scanJson(bytes('[{"":'.repeat(5_000_000).slice(0, 10_000_000))), {
    code: 'TOO_DEEP',
    message: /byte \d{1,3}$/,
  });
  t.equal(
    scanJson(bytes(JSON.stringify({ text: '[[[{{{"\\'.repeat(100) }))),
    null,
    'brackets inside a string do not count',
  );
  t.match(scanJson(bytes(`[${'0,'.repeat(MAX_BODY_VALUES)}0]`)), { code: 'TOO_LARGE' });
  const nested = fc.json({ maxDepth: 5 });
  fc.assert(fc.property(nested, (value) => scanJson(bytes(value)) === null));
});

t.test('hostile bodies get coded answers and the server goes on', async (t) => {
  const { call, host } = await startHost(t, { max_body_bytes: 10_000 });
  const post = async (body: string, path = '/execute') => {
    const answer = await call('POST', path, body);
    return { status: answer.status, error: (await answer.json()) as ErrorJson };
  };
  const deep = await post('['.repeat(9_000));
  t.match(deep, {
    status: 400,
    error: { details: { code: 'KORA_HTTP_INVALID_BODY', issues: [{ code: 'TOO_DEEP' }] } },
  });
  const broken = await post('{"api_version": "1.0", secret}');
  t.match(broken, { status: 400, error: { details: { code: 'KORA_HTTP_MALFORMED_JSON', line: 1, column: 24 } } });
  t.notMatch(broken.error.message, /secret/, 'the body is not quoted');
  t.match(await post('x'.repeat(10_001)), {
    status: 413,
    error: { error_type: 'PAYLOAD_TOO_LARGE', details: { code: 'KORA_HTTP_BODY_TOO_LARGE' } },
  });
  t.match(await post('[]'), { status: 400, error: { error_type: 'VALIDATION_ERROR' } });
  t.match(await post('{"__proto__": {"api_version": "1.0"}}'), { status: 400 });
  t.equal(({} as { api_version?: string }).api_version, undefined);
  const head = ['POST /execute HTTP/1.1', `Host: 127.0.0.1:${host.port}`, `Authorization: Bearer ${TOKEN}`];
  const type = 'Content-Type: application/json';
  const chunk = `2000\r\n${' '.repeat(0x2000)}\r\n`;
  const chunked = await raw(host.port, [...head, type, 'Transfer-Encoding: chunked'], `${chunk}${chunk}0\r\n\r\n`);
  t.equal(chunked.status, 413, 'a body without a declared length is counted');
  t.equal((await call('POST', '/execute', execution())).status, 200, 'and the next request is served');
});

t.test('bytes that are not UTF-8 are refused', async (t) => {
  const { host } = await startHost(t);
  const answer = await fetch(`${host.url}/execute`, {
    method: 'POST',
    headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
    body: new Uint8Array([0x22, 0xff, 0xfe, 0x22]),
  });
  t.match(await answer.json(), { error_type: 'VALIDATION_ERROR', details: { issues: [{ code: 'BAD_FORMAT' }] } });
});

t.test('a body that is missing or wrong lists every issue with its path', async (t) => {
  const { call } = await startHost(t);
  for (const path of ['/execute', '/validate', '/session']) {
    const missing = await call('POST', path);
    t.equal(missing.status, 400, path);
    t.match(await missing.json(), {
      details: { code: 'KORA_HTTP_INVALID_BODY', issues: [{ path: '', code: 'MISSING_FIELD' }] },
    });
  }
  const body = { api_version: 1, taskgraph: { ...graph(), tasks: [{ id: 7 }] }, extra: true };
  const { details } = (await (await call('POST', '/execute', body)).json()) as ErrorJson;
  const paths = details.issues.map(({ path }) => path);
  for (const path of ['/api_version', '/extra', '/taskgraph/tasks/0/type']) t.ok(paths.includes(path), path);
});

t.test('another major version of the API is a mismatch and no typing error', async (t) => {
  const { call } = await startHost(t);
  for (const path of ['/execute', '/validate', '/session', '/runs/run-00000000/cancel']) {
    const answer = await call('POST', path, { api_version: '2.0', new_field: 1 });
    t.equal(answer.status, 400);
    const details = { code: 'KORA_HTTP_API_VERSION', declared: '2.0', supported: '1.0' };
    t.match(await answer.json(), { error_type: 'VERSION_MISMATCH', details }, path);
  }
  t.equal(
    (await call('POST', '/validate', { api_version: '1.7', taskgraph: graph() })).status,
    200,
    'a minor one fits',
  );
});

t.test('a client may ask before it sends a large body', async (t) => {
  const { host } = await startHost(t);
  const body = JSON.stringify({ api_version: '1.0', taskgraph: graph() });
  const socket = connect({ host: '127.0.0.1', port: host.port });
  const head = [
    'POST /validate HTTP/1.1',
    `Host: 127.0.0.1:${host.port}`,
    `Authorization: Bearer ${TOKEN}`,
    'Connection: close',
  ];
  socket.write(
    [...head, 'Content-Type: application/json', `Content-Length: ${body.length}`, 'Expect: 100-continue', '', ''].join(
      '\r\n',
    ),
  );
  const first = await new Promise<Buffer>((resolve) => socket.once('data', resolve));
  t.match(first.toString(), /^HTTP\/1.1 100 Continue/);
  socket.write(body);
  t.match(await text(socket), /^HTTP\/1.1 200/);
});

t.test('a body that breaks off ends its request and nothing else', async (t) => {
  const { host, call, logger } = await startHost(t);
  const socket = connect({ host: '127.0.0.1', port: host.port });
  const head = ['POST /execute HTTP/1.1', `Host: 127.0.0.1:${host.port}`, `Authorization: Bearer ${TOKEN}`];
  // What was written arrives before the end does, so the server has seen the request whenever it sees the break.
  socket.end([...head, 'Content-Type: application/json', 'Content-Length: 100', '', '{"api'].join('\r\n'));
  socket.on('error', () => socket.destroy());
  while (!logger.lines.some(({ fields }) => fields.code === 'KORA_HTTP_BODY_CUT'))
    await new Promise((go) => setTimeout(go, 2));
  t.equal((await call('GET', '/health')).status, 200);
});
