import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, createServer as createSocketServer, type Socket } from 'node:net';
import t, { type Test } from 'tap';
import { LoopbackServers } from '../../src/services/local-servers/loopback-servers.ts';

const never = () => new AbortController().signal;
const monotonic = () => performance.now();

async function listening(t: Test, server: ReturnType<typeof createServer> | ReturnType<typeof createSocketServer>) {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.teardown(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

function look(t: Test, ports: readonly number[], paths: readonly string[], patience_ms = 10_000) {
  const servers = new LoopbackServers({ ports, patience_ms, monotonic });
  t.teardown(() => servers.close());
  return servers.look(paths, never());
}

t.test('whoever speaks HTTP is heard, whatever his status, and asked for nothing but the paths', async (t) => {
  const heard: string[] = [];
  const port = await listening(
    t,
    createServer((request, response) => {
      heard.push(`${request.method} ${request.url} ${request.headers.host} ${request.headers.authorization}`);
      response.writeHead(request.url === '/a' ? 503 : 302, { server: 'someone', location: 'http://example.org/' });
      response.end(`this is ${request.url}`);
    }),
  );
  t.same(await look(t, [port, port], ['/a', '/b']), [
    {
      url: `http://127.0.0.1:${port}`,
      answers: [
        { path: '/a', status: 503, server: 'someone', text: 'this is /a' },
        { path: '/b', status: 302, server: 'someone', text: 'this is /b' },
      ],
    },
  ]);
  t.same(heard.sort(), [`GET /a 127.0.0.1:${port} undefined`, `GET /b 127.0.0.1:${port} undefined`]);
});

t.test('a port where nobody listens is no server', async (t) => {
  const server = createServer();
  const port = await listening(t, server);
  server.close();
  await once(server, 'close');
  t.same(await look(t, [port], ['/a']), []);
});

t.test('who stays silent or speaks something else is there without an answer, and holds nobody up twice', async (t) => {
  const silent = await listening(t, createSocketServer());
  const rude = await listening(
    t,
    createSocketServer((socket) => void socket.end('220 mail.example.org ESMTP\r\n')),
  );
  let now = 0;
  const servers = new LoopbackServers({ ports: [silent, rude], patience_ms: 150, monotonic: () => now });
  t.teardown(() => servers.close());
  const expected = [
    { url: `http://127.0.0.1:${silent}`, answers: [] },
    { url: `http://127.0.0.1:${rude}`, answers: [] },
  ];
  t.same(await servers.look(['/a'], never()), expected);
  now = 150;
  const waits = new Promise((resolve) => setImmediate(resolve, 'it waits'));
  t.same(await Promise.race([servers.look(['/a'], never()), waits]), expected, 'the second look does not wait');
});

t.test('an answer without end is cut', async (t) => {
  const port = await listening(
    t,
    createServer((_, response) => {
      const flood = () => {
        while (!response.destroyed && response.write('x'.repeat(100_000)));
      };
      response.on('drain', flood);
      flood();
    }),
  );
  const [server] = await look(t, [port], ['/a']);
  t.equal(server?.answers[0]?.text.length, 1_048_576);
});

t.test('who looks may leave', async (t) => {
  const silent = await listening(t, createSocketServer());
  const servers = new LoopbackServers({ ports: [silent], patience_ms: 60_000, monotonic });
  t.teardown(() => servers.close());
  const leaving = new AbortController();
  const looking = servers.look(['/a'], leaving.signal);
  leaving.abort(new Error('left'));
  await t.rejects(looking, { message: 'left' });
});
