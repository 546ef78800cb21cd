import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import t from 'tap';
import { ollamaModel, startOllama } from '../support/ollama-stand-in.ts';
import { withFolder } from '../support/studio.ts';
import { startPage } from './support/browser.ts';
import { lookAt } from './support/screens.ts';

t.test('a model elsewhere is marked, and offered only when its host is allowed', (t) =>
  withFolder(async (folder) => {
    const { base_url, chats } = await startOllama(t, '127.0.0.1', [
      ollamaModel('here:1b'),
      ollamaModel('desk:70b', { remote_host: 'http://10.0.0.5:11434' }),
      ollamaModel('big:480b-cloud', { remote_host: 'https://ollama.com:443' }),
    ]);
    const section = { base_url, allowed_hosts: ['10.0.0.5'] };
    await mkdir(join(folder, 'configs'), { recursive: true });
    await writeFile(
      join(folder, 'configs', 'studio.json'),
      JSON.stringify({ plugins: { 'connector-ollama': section } }),
    );
    const { page, faults } = await startPage(t, folder);
    await page.getByRole('link', { name: 'Models' }).click();
    const row = (name: string) => page.locator('kora-model-row').filter({ hasText: name });
    const mark = (name: string) => row(name).getByText(/^Remote: /);
    const use = (name: string) => row(name).getByRole('button', { name: `Use ${name}` });
    await row('here:1b').waitFor();
    t.equal(await mark('here:1b').count(), 0);
    t.equal(await use('here:1b').count(), 1);
    t.equal(await mark('desk:70b').innerText(), 'Remote: leaves this computer');
    t.equal(await use('desk:70b').count(), 1);
    t.match(await mark('big:480b-cloud').innerText(), /refused, its host is not allowed/);
    t.equal(await use('big:480b-cloud').count(), 0);
    await lookAt(t, page, 'models-remote');
    t.same(chats, []);
    t.same(faults, []);
  }),
);
