import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import t from 'tap';
import { ollamaModel, startOllama } from '../support/ollama-stand-in.ts';
import { withFolder } from '../support/studio.ts';
import { becomes } from './support/becomes.ts';
import { startPage } from './support/browser.ts';
import { answers, ask } from './support/chat.ts';
import { lookAt } from './support/screens.ts';

t.test('a model elsewhere is marked, and offered only when its host is allowed', (t) =>
  withFolder(async (folder) => {
    const { base_url, chats } = await startOllama(t, '127.0.0.1', [
      ollamaModel('here:1b'),
      ollamaModel('desk:70b', { remote_host: 'http://10.0.0.5:11434' }),
      ollamaModel('big:480b-cloud', { remote_host: 'https://ollama.com:443' }),
      ...Array.from({ length: 9 }, (_, index) => ollamaModel(`more-${index}:7b`)),
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
    await becomes(t, () => mark('here:1b').count(), 0);
    await becomes(t, () => use('here:1b').count(), 1);
    await becomes(t, () => mark('desk:70b').innerText(), 'Remote: leaves this computer');
    await becomes(t, () => use('desk:70b').count(), 1);
    await becomes(t, () => mark('big:480b-cloud').innerText(), /refused, its host is not allowed/);
    await becomes(t, () => use('big:480b-cloud').count(), 0);
    const can = page.locator('kora-nearby').locator('.item').filter({ hasText: 'Ollama' }).getByRole('list');
    await becomes(t, () => can.innerText(), /Output held to a schema[\s\S]*Seeds/, 'what a runtime can do is said');
    await lookAt(t, page, 'models-remote');
    t.same(chats, []);

    await use('here:1b').click();
    await page.getByRole('link', { name: 'Chat', exact: true }).click();
    const answer = await ask(page, 'Tell me about tea');
    await answer.getByText('answer').first().waitFor();
    await becomes(t, () => answer.getByText('Remote model').count(), 0);
    await answer.getByRole('button', { name: 'Ask another model' }).click();
    const menu = page.getByRole('dialog', { name: 'Ask another model' });
    await becomes(t, () => menu.innerText(), /desk:70b\s+leaves this computer/);
    t.notMatch(await menu.innerText(), /big:480b-cloud/, 'what is not allowed is not offered');
    await lookAt(t, page, 'again');
    await menu.getByRole('button', { name: /^desk:70b/ }).click();
    await page.getByText('2 / 2').waitFor();
    const again = answers(page).last();
    await again.getByText('Remote model').waitFor();
    await lookAt(t, page, 'remote-answer');
    t.same(chats, ['here:1b', 'desk:70b']);
    await page.getByTitle('Choose how this conversation is answered').click();
    const choices = page.getByRole('dialog', { name: 'How this conversation is answered' });
    await choices.getByLabel('Find a model').fill('MORE-7');
    await becomes(t, () => choices.getByRole('group', { name: 'Model' }).getByRole('radio').count(), 1);
    await lookAt(t, page, 'find-model');
    await choices.getByLabel('Find a model').fill('nobody');
    await choices.getByText('No model is called so.').waitFor();
    await page.keyboard.press('Escape');
    await ask(page, 'Tell me about coffee');
    t.equal(chats.at(-1), 'here:1b', 'and only this once');
    t.same(faults, []);
  }),
);
