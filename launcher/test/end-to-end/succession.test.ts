import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { healthReportCodec } from '@kora/contracts';
import { readLock } from '@kora/kernel';
import { KoraError } from '@kora/plugin-sdk';
import t from 'tap';
import { sourceEdition } from '../../src/edition/source-edition.ts';
import { withStudio } from '../../src/studio/with-studio.ts';
import { kora } from '../support/process.ts';

const graph = {
  kora_version: '1.0.0',
  graph_id: 'succession',
  root: 'said',
  tasks: [
    {
      version: '1.0',
      id: 'said',
      type: 'deterministic',
      input: { operation: 'value.constant', arguments: { value: 'by the next one' } },
    },
  ],
};

/** A Studio in a process of its own, how to end it, and what a client in this process needs to find it. */
async function started(folder: string) {
  const dataRoot = join(folder, 'data');
  const studio = kora(['start', '--port', '0', '--no-open', '--json', '--data-root', dataRoot]);
  const { url, token } = JSON.parse((await studio.firstLine()) ?? 'null') as { url: string; token: string };
  const end = async () => {
    studio.child.kill('SIGTERM');
    await studio.ended;
  };
  const plugins = join(folder, 'none');
  mkdirSync(plugins);
  const options = { edition: sourceEdition(plugins, join(plugins, 'licences.txt')), dataRoot, say: () => undefined };
  return { studio, dataRoot, url, token, end, options };
}

t.test('a Studio that ends is found by nobody any more, and who comes meanwhile is served by the next', async (t) => {
  const { studio, dataRoot, url, token } = await started(t.testdir());
  const body = JSON.stringify({ api_version: '1.0', taskgraph: graph });
  const { hostname, port } = new URL(url);
  const half = connect(Number(port), hostname);
  // A request that is only half there keeps Studio from ending before the rest has come.
  half.write(
    `POST /execute HTTP/1.1\r\nHost: ${hostname}:${port}\r\nAuthorization: Bearer ${token}\r\nConnection: close\r\n` +
      `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body.slice(0, 10)}`,
  );
  await once(half, 'connect');
  await sleep(50);
  studio.child.kill('SIGTERM');
  while ((await readLock(dataRoot))?.port !== null) await sleep(5);
  const file = join(t.testdirName, 'graph.json');
  writeFileSync(file, JSON.stringify(graph));
  const next = kora(['run', file, '--data-root', dataRoot]);
  half.write(body.slice(10));
  t.match(await text(half), /^HTTP\/1\.1 503[\s\S]*KORA_RUN_CLOSING/, 'the one that ends takes no run any more');
  t.equal((await studio.ended).code, 0);
  t.match(await next.ended, { code: 0, stdout: 'by the next one\n' });
});

t.test('a Studio that ends before it has done anything is succeeded', async (t) => {
  const closing = new KoraError('KORA_RUN_CLOSING', 'OVERLOADED', 'Studio is shutting down.', {});
  for (const refusal of [null, closing]) {
    const { url, end, options } = await started(t.testdir({ [refusal === null ? 'gone' : 'closing']: {} }));
    const asked: string[] = [];
    const health = await withStudio({ ...options, port: 0 }, async (client) => {
      asked.push(client.address.url);
      if (asked.length === 1) await end();
      if (asked.length === 1 && refusal !== null) throw refusal;
      return client.get('/health', healthReportCodec);
    });
    t.equal(health.status, 'healthy');
    t.equal(asked.length, 2);
    t.equal(asked[0], url);
  }
});

t.test('what a Studio has begun is never asked for a second time', async (t) => {
  const { end, options } = await started(t.testdir());
  let times = 0;
  const use = withStudio(options, async (client) => {
    times++;
    await client.get('/health', healthReportCodec);
    await end();
    return client.get('/health', healthReportCodec);
  });
  await t.rejects(use, { code: 'KORA_LAUNCHER_UNREACHABLE' });
  t.equal(times, 1);
});
