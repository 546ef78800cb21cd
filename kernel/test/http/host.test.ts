import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import t from 'tap';
import { startHttpHost } from '../../src/http/host.ts';
import { MemoryKernel } from './support/memory-kernel.ts';
import { execution, MemoryLogger, parseEvents, startHost, TOKEN, until } from './support/start-host.ts';

t.test('only 127.0.0.1 is listened on', async (t) => {
  const { host } = await startHost(t);
  t.equal(host.url, `http://127.0.0.1:${host.port}`);
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  const others = ['127.0.0.2', '::1', ...addresses.filter(({ internal }) => !internal).map(({ address }) => address)];
  for (const address of others) {
    const socket = connect({ host: address, port: host.port });
    const [outcome] = await Promise.race([
      once(socket, 'error'),
      once(socket, 'connect').then(() => ['connected']),
    ]).catch((error) => [error]);
    t.not(outcome, 'connected', address);
    socket.destroy();
  }
});

t.test('a port that is taken is named', async (t) => {
  const { host } = await startHost(t);
  const options = {
    api: new MemoryKernel(),
    token: TOKEN,
    logger: new MemoryLogger(),
    limits: { max_body_bytes: 1_000 },
  };
  const details = { port: host.port, reason: 'EADDRINUSE' };
  await t.rejects(startHttpHost({ ...options, port: host.port }), {
    code: 'KORA_HTTP_LISTEN_FAILED',
    error_type: 'CONFLICT',
    details,
  });
});

t.test('closing ends streams with a word, cancels waiting requests, and leaves nothing open', async (t) => {
  const { host, call, kernel } = await startHost(t, { close_grace_ms: 5_000 });
  const stream = await call('POST', '/execute', execution('long', { stream: true }));
  const waiting = call('POST', '/execute', execution('long'));
  await until(() => kernel.runs.length === 2);
  const idle = connect({ host: '127.0.0.1', port: host.port });
  await once(idle, 'connect');
  const closed = host.close();
  t.equal(host.close(), closed, 'twice is once');
  t.match(parseEvents(await stream.text()).at(-1), {
    event: 'error',
    data: { details: { code: 'KORA_HTTP_STOPPING' } },
  });
  const answer = await waiting;
  t.match(await answer.json(), { status: 'cancelled' }, 'a request that waits still gets its answer');
  await closed;
  await t.rejects(call('GET', '/health'), 'nobody listens any more');
  idle.destroy();
});

t.test('a request that does not end is cut after the grace', async (t) => {
  const { host, kernel, call } = await startHost(t, { close_grace_ms: 20 });
  kernel.registry.add('GET', '/forever', { handle: () => new Promise(() => undefined) });
  const forever = call('GET', '/forever');
  const cut = t.rejects(forever);
  await until(() => kernel.registry.activations === 1);
  await host.close();
  await cut;
});

t.test('a connection that is kept is refused while the host closes', async (t) => {
  const { host, kernel, call } = await startHost(t, { close_grace_ms: 5_000 });
  let finish: () => void = () => undefined;
  kernel.registry.add('GET', '/slow', {
    handle: () =>
      new Promise((resolve) => {
        finish = () => resolve({ status: 200, body: 'done' });
      }),
  });
  const slow = call('GET', '/slow');
  await until(() => kernel.registry.activations === 1);
  const socket = connect({ host: '127.0.0.1', port: host.port });
  const lines = [`Host: 127.0.0.1:${host.port}`, `Authorization: Bearer ${TOKEN}`, '', ''].join('\r\n');
  socket.write('GET /health HTTP/1.1\r\n');
  await once(socket, 'connect');
  // What came after it is answered, so the half request has been read.
  await (await call('GET', '/health')).text();
  const closed = host.close();
  socket.write(lines);
  const [data] = await once(socket, 'data');
  t.match(String(data), /^HTTP\/1.1 503.*KORA_HTTP_STOPPING/s);
  finish();
  t.equal(await (await slow).json(), 'done');
  await closed;
});

t.test('connections are kept between requests', async (t) => {
  const { host } = await startHost(t);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const get = () =>
    new Promise<number | undefined>((resolve, reject) => {
      const options = {
        host: '127.0.0.1',
        port: host.port,
        path: '/health',
        agent,
        headers: { authorization: `Bearer ${TOKEN}` },
      };
      request(options, (answer) => {
        const { localPort } = answer.socket;
        answer.resume().on('end', () => resolve(localPort));
      })
        .on('error', reject)
        .end();
    });
  t.equal(await get(), await get());
  agent.destroy();
});
