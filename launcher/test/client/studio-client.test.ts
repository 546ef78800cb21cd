import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { healthReportCodec, validationReportCodec } from '@kora/contracts';
import type { Test } from 'tap';
import t from 'tap';
import { StudioClient } from '../../src/client/studio-client.ts';

/** A client of a server that answers as the test says. */
async function clientOf(t: Test, listener: RequestListener): Promise<StudioClient> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => server.close());
  return new StudioClient({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, token: 'secret' });
}

const report = { valid: true, graph_hash: 'a'.repeat(64), issues: [] };
const refusal = { error_type: 'NOT_FOUND', message: 'There is none.', details: { code: 'KORA_X_NONE' } };

t.test('a request carries the token and JSON, and its answer is decoded', async (t) => {
  const seen: unknown[] = [];
  const client = await clientOf(t, async (request, response) => {
    seen.push(request.headers.authorization, request.headers['content-type'], await text(request));
    response.end(JSON.stringify(report));
  });
  t.strictSame(await client.post('/validate', { a: 1 }, validationReportCodec), report);
  t.strictSame(seen, ['Bearer secret', 'application/json', '{"a":1}']);
});

t.test('an error of Studio is thrown as it was there', async (t) => {
  const client = await clientOf(t, (_, response) => response.writeHead(404).end(JSON.stringify(refusal)));
  await t.rejects(client.get('/x', healthReportCodec), { ...refusal, code: 'KORA_X_NONE' });
});

t.test('an answer of something that is not Studio is named as such', async (t) => {
  const html = await clientOf(t, (_, response) => response.end('<html>'));
  await t.rejects(html.get('/health', healthReportCodec), { code: 'KORA_LAUNCHER_BAD_ANSWER' });
  const other = await clientOf(t, (_, response) => response.end('{"status":"up"}'));
  await t.rejects(other.get('/health', healthReportCodec), { code: 'KORA_LAUNCHER_BAD_ANSWER', message: /version/ });
  const plain = await clientOf(t, (_, response) => response.end(JSON.stringify(refusal)));
  await t.rejects(plain.execute({}, {}), { code: 'KORA_LAUNCHER_BAD_ANSWER', message: /no event stream/ });
});

t.test('nobody there is an error with the address', async (t) => {
  const client = new StudioClient({ url: 'http://127.0.0.1:1', token: '' });
  await t.rejects(client.get('/health', healthReportCodec), {
    code: 'KORA_LAUNCHER_UNREACHABLE',
    message: /http:\/\/127\.0\.0\.1:1 does not answer \(ECONNREFUSED\)/,
  });
});

const stream = (t: Test, chunks: readonly string[], headers = {}) =>
  clientOf(t, async (_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'kora-run-id': 'run-1', ...headers });
    for (const chunk of chunks) response.write(chunk);
    response.end();
  });

t.test('events are read wherever the network cut them', async (t) => {
  const client = await stream(t, [
    'event: a\nda',
    'ta: {"text":"\u{e9}',
    '"}\n\n: still here\n\nevent: b\ndata: 1\n',
    '\n',
  ]);
  const { run_id, events } = await client.execute({}, {});
  t.equal(run_id, 'run-1');
  t.strictSame(await Array.fromAsync(events), [
    { event: 'a', data: { text: '\u{e9}' } },
    { event: 'b', data: 1 },
  ]);
});

t.test('an error event ends the stream with that error', async (t) => {
  const client = await stream(t, [`event: error\ndata: ${JSON.stringify(refusal)}\n\n`]);
  const { events } = await client.execute({}, {});
  await t.rejects(Array.fromAsync(events), { code: 'KORA_X_NONE' });
});

t.test('a connection that breaks in the middle is an error', async (t) => {
  const client = await clientOf(t, (_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'kora-run-id': 'run-1' });
    response.write('event: a\ndata: 1\n\n', () => response.destroy());
  });
  const { events } = await client.execute({}, {});
  await t.rejects(Array.fromAsync(events), { code: 'KORA_LAUNCHER_UNREACHABLE' });
});

t.test('leaving the iteration closes the connection', async (t) => {
  let closed: () => void = () => undefined;
  const gone = new Promise<void>((resolve) => {
    closed = resolve;
  });
  const client = await clientOf(t, (_, response) => {
    response.on('close', closed);
    response.writeHead(200, { 'content-type': 'text/event-stream', 'kora-run-id': 'run-1' });
    response.write('event: a\ndata: 1\n\n');
  });
  const { events } = await client.execute({}, {});
  for await (const _ of events) break;
  await t.resolves(gone);
});
