import { once } from 'node:events';
import { connect } from 'node:net';
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { KoraError } from '@kora/plugin-sdk';
import t from 'tap';
import { execution, parseEvents, startHost, TOKEN, until } from './support/start-host.ts';

t.test('a quiet stream says that it is still there', async (t) => {
  const { call } = await startHost(t, { heartbeat_ms: 5 });
  const answer = await call('POST', '/execute', execution('long', { stream: true }));
  const decoder = new TextDecoder();
  let seen = '';
  for await (const chunk of answer.body ?? []) {
    seen += decoder.decode(chunk);
    if (seen.split(': still here\n\n').length > 3) break;
  }
  t.match(seen, /: still here\n\n/);
});

t.test('a reader that takes nothing is dropped, and its source is neither drained nor forgotten', async (t) => {
  const { host, kernel } = await startHost(t, { stall_ms: 50 });
  let asked = 0;
  let finished = false;
  const data = 'x'.repeat(64_000);
  async function* endless() {
    try {
      for (;;) {
        asked++;
        yield { event: 'flood', data };
      }
    } finally {
      finished = true;
    }
  }
  kernel.registry.add('GET', '/flood', { handle: async () => ({ status: 200, events: endless() }) });
  const socket = connect({ host: '127.0.0.1', port: host.port });
  socket.pause();
  socket.on('error', () => undefined);
  socket.write(`GET /flood HTTP/1.1\r\nHost: 127.0.0.1:${host.port}\r\nAuthorization: Bearer ${TOKEN}\r\n\r\n`);
  await until(() => finished);
  t.ok(asked * data.length < 32_000_000, `${asked} events were asked for; the rest never existed`);
  socket.destroy();
});

t.test('a slow reader that goes on reading gets everything', async (t) => {
  const { call, kernel } = await startHost(t, { stall_ms: 5_000 });
  async function* many() {
    for (let i = 0; i < 200; i++) yield { event: 'part', data: { i, filler: 'x'.repeat(20_000) } };
  }
  kernel.registry.add('GET', '/many', { handle: async () => ({ status: 200, events: many() }) });
  const answer = await call('GET', '/many');
  let all = '';
  let chunks = 0;
  const decoder = new TextDecoder();
  for await (const chunk of answer.body ?? []) {
    all += decoder.decode(chunk, { stream: true });
    if (chunks++ % 10 === 0) await sleep(1);
  }
  t.same(
    parseEvents(all).map(({ data }) => data.i),
    Array.from({ length: 200 }, (_, i) => i),
  );
});

t.test('an event is sent at once, even if its source goes on without a pause', async (t) => {
  const { host, kernel } = await startHost(t);
  const seen = new Int32Array(new SharedArrayBuffer(4));
  async function* busy() {
    // What is there in the turn that opens the stream leaves together at its end.
    await setImmediate();
    yield { event: 'first', data: 1 };
    const deadline = performance.now() + 5_000;
    // Nothing else has its turn meanwhile, so only another thread can see what has left.
    while (Atomics.load(seen, 0) === 0 && performance.now() < deadline) await Promise.resolve();
    yield { event: 'last', data: Atomics.load(seen, 0) };
  }
  kernel.registry.add('GET', '/busy', { handle: async () => ({ status: 200, events: busy() }) });
  const reader = new Worker(
    `const { workerData: { port, seen, token }, parentPort } = require('node:worker_threads');
    const socket = require('node:net').connect(port, '127.0.0.1');
    let text = '';
    socket.setEncoding('utf8').on('data', (more) => {
      text += more;
      if (text.includes('event: first')) Atomics.store(seen, 0, 1);
      const last = /event: last\\ndata: (\\d)/.exec(text);
      if (last !== null) parentPort.postMessage(last[1]);
    });
    socket.write('GET /busy HTTP/1.1\\r\\nHost: 127.0.0.1:' + port + '\\r\\nAuthorization: Bearer ' + token + '\\r\\n\\r\\n');`,
    { eval: true, workerData: { port: host.port, seen, token: TOKEN } },
  );
  t.teardown(() => reader.terminate());
  const [last] = await once(reader, 'message');
  t.equal(last, '1');
});

t.test(
  'the head and what the first turn tells leave in one packet, and the head does not wait for an event',
  async (t) => {
    const { host, kernel } = await startHost(t);
    const told = Promise.withResolvers<void>();
    async function* three() {
      for (const event of ['one', 'two', 'three']) yield { event, data: 1 };
      await told.promise;
    }
    async function* none() {
      await told.promise;
      yield { event: 'late', data: 1 };
    }
    kernel.registry.add('GET', '/three', { handle: async () => ({ status: 200, events: three() }) });
    kernel.registry.add('GET', '/none', { handle: async () => ({ status: 200, events: none() }) });
    const firstPacket = async (path: string) => {
      const socket = connect(host.port, '127.0.0.1');
      t.teardown(() => socket.destroy());
      socket.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${host.port}\r\nAuthorization: Bearer ${TOKEN}\r\n\r\n`);
      const [packet] = await once(socket, 'data');
      return String(packet);
    };
    const packet = await firstPacket('/three');
    t.match(packet, /^HTTP\/1\.1 200 OK/);
    t.strictSame(packet.match(/event: \w+/g), ['event: one', 'event: two', 'event: three']);
    const head = await firstPacket('/none');
    t.match(head, /^HTTP\/1\.1 200 OK/);
    t.notMatch(head, /event:/);
    told.resolve();
  },
);

t.test('a fault in the middle of a stream is its last event', async (t) => {
  const { call, kernel, logger } = await startHost(t);
  async function* failing(error: Error) {
    yield { event: 'part', data: 1 };
    throw error;
  }
  const known = new KoraError('KORA_TEST_FAULT', 'EXECUTION_FAILURE', 'it broke', { part: 1 });
  kernel.registry.add('GET', '/known', { handle: async () => ({ status: 200, events: failing(known) }) });
  kernel.registry.add('GET', '/unknown', {
    handle: async () => ({ status: 200, events: failing(new Error('secret')) }),
  });
  const events = async (path: string) => parseEvents(await (await call('GET', path)).text());
  t.match(await events('/known'), [
    { event: 'part' },
    { event: 'error', data: { details: { code: 'KORA_TEST_FAULT', part: 1 } } },
  ]);
  const [, error] = await events('/unknown');
  t.match(error, { event: 'error', data: { details: { code: 'KORA_INTERNAL' } } });
  t.notMatch(JSON.stringify([error, logger.lines]), /secret/);
});

t.test('a source that hangs is left when its reader leaves', async (t) => {
  const { host, kernel } = await startHost(t);
  let aborted = false;
  kernel.registry.add('GET', '/hang', {
    handle: async (_request, signal) => {
      signal.addEventListener('abort', () => {
        aborted = true;
      });
      return { status: 200, events: { [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => undefined) }) } };
    },
  });
  const socket = connect({ host: '127.0.0.1', port: host.port });
  socket.write(`GET /hang HTTP/1.1\r\nHost: 127.0.0.1:${host.port}\r\nAuthorization: Bearer ${TOKEN}\r\n\r\n`);
  await once(socket, 'data');
  socket.destroy();
  await until(() => aborted);
  t.pass();
});

t.test('streams are counted: one too many is refused before its run begins', async (t) => {
  const { call, kernel } = await startHost(t, { max_event_streams: 1 });
  const first = await call('POST', '/execute', execution('long', { stream: true }));
  const second = await call('POST', '/execute', execution('long', { stream: true }));
  t.equal(second.status, 503);
  t.equal(second.headers.get('retry-after'), '1');
  t.match(await second.json(), { details: { code: 'KORA_HTTP_TOO_MANY_STREAMS', limit: 1 } });
  t.equal(kernel.runs.length, 1);
  await first.body?.cancel();
  await until(() => kernel.runs[0]?.cancelled === 1);
  const third = await call('POST', '/execute', execution('quick', { stream: true }));
  t.equal(third.status, 200, 'a slot comes free with its connection');
  await third.text();
});

t.test('asking for the head of a stream does not start one', async (t) => {
  const { call, kernel } = await startHost(t);
  await call('POST', '/execute', execution('long', { detach: true }));
  const answer = await call('HEAD', '/runs/run-00000000/events', undefined, { Accept: 'text/event-stream' });
  t.match(answer.headers.get('content-type'), /^text\/event-stream/);
  t.equal(kernel.runs[0]?.followers, 0);
});
