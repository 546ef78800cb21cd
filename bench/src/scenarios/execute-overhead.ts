import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startStudio, withFolder } from '@kora/test/studio';
import Koa from 'koa';
import { chain } from '../graphs.ts';
import type { Scenario } from '../report.ts';
import { percentile, time } from '../statistics.ts';

async function bareEcho(): Promise<{ readonly url: string; close(): void }> {
  const app = new Koa();
  app.use(async (context) => {
    const chunks: Buffer[] = [];
    for await (const chunk of context.req) chunks.push(chunk);
    context.body = JSON.parse(Buffer.concat(chunks).toString('utf8'));
  });
  const server = createServer(app.callback());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, close: () => server.close() };
}

/** `POST /execute` of a 5-task graph beside a bare Koa that parses and returns the same body. */
export const executeOverhead: Scenario = {
  name: 'execute overhead',
  run: (smoke) =>
    withFolder(async (folder) => {
      const studio = await startStudio(folder);
      const echo = await bareEcho();
      const body = JSON.stringify({ api_version: '1.0', taskgraph: chain(5) });
      const headers = { 'content-type': 'application/json' };
      const rounds = smoke ? 3 : 400;
      const ours = await time(rounds, smoke ? 1 : 50, () => studio.post('/execute', body));
      const bare = await time(rounds, smoke ? 1 : 50, async () =>
        (await fetch(echo.url, { method: 'POST', headers, body })).text(),
      );
      echo.close();
      await studio.stop();
      return [0.5, 0.99].map((share) => ({
        name: `POST /execute, 5 tasks, p${share * 100}`,
        value: percentile(ours, share),
        unit: 'ms',
        beside: { name: 'bare Koa echo', value: percentile(bare, share) },
      }));
    }),
};
