import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import t from 'tap';
import { ollamaModel, startOllama } from '../support/ollama-stand-in.ts';
import { withFolder } from '../support/studio.ts';
import { startPage } from './support/browser.ts';

t.test('models of a runtime that is slow at first are there when it has answered, without a reload', (t) =>
  withFolder(async (folder) => {
    const { base_url } = await startOllama(t, '127.0.0.1', [ollamaModel('slow:1b')]);
    const awake = Promise.withResolvers<void>();
    const server = createServer(async (request, response) => {
      await awake.promise;
      const answer = await fetch(new URL(request.url ?? '', base_url), { method: request.method ?? 'GET' });
      response.end(await answer.text());
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    t.teardown(() => {
      server.closeAllConnections();
      server.close();
    });
    const slow = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await mkdir(join(folder, 'configs'), { recursive: true });
    const settings = { plugins: { 'connector-ollama': { base_url: slow } } };
    await writeFile(join(folder, 'configs', 'studio.json'), JSON.stringify(settings));
    const { page, faults } = await startPage(t, folder);
    await page.getByRole('button', { name: 'Get a model' }).waitFor();
    awake.resolve();
    await page.getByText('Any model at hand').first().waitFor();
    await page.getByText('The model that was found answers').waitFor();
    t.same(faults, []);
  }),
);
