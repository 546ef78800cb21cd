import type { Response } from 'playwright-core';
import t from 'tap';
import { withFolder } from '../support/studio.ts';
import { writeTinyGguf } from '../support/tiny-gguf/generate.ts';
import { becomes } from './support/becomes.ts';
import { startPage } from './support/browser.ts';
import { answers, ask, input, say } from './support/chat.ts';
import { lookAt } from './support/screens.ts';

/** Compressed bytes of JavaScript until the first message can be typed. */
const BUDGET = 120_000;

t.test('from nothing to the first answer, and to a model when one is needed', (t) =>
  withFolder(async (folder) => {
    const { page, faults, studio } = await startPage(t, folder);

    await t.test('what the browser loads until chat is usable stays within the budget', async (t) => {
      const sizes: number[] = [];
      const weigh = (response: Response) => {
        const { 'content-type': type = '', 'content-length': length } = response.headers();
        if (type.includes('javascript')) sizes.push(Number(length));
      };
      page.on('response', weigh);
      const session = await page.context().newCDPSession(page);
      await session.send('Network.setCacheDisabled', { cacheDisabled: true });
      await page.reload();
      await input(page).waitFor();
      await page.getByText('No conversations yet').waitFor();
      page.off('response', weigh);
      const total = sizes.reduce((sum, size) => sum + size, 0);
      t.ok(total > 10_000 && total <= BUDGET, `${total} bytes in ${sizes.length} files`);
    });

    await t.test('it can be installed as an application', async (t) => {
      const session = await page.context().newCDPSession(page);
      const manifest = await session.send('Page.getAppManifest');
      t.same(manifest.errors, []);
      t.match(JSON.parse(manifest.data ?? '{}'), { display: 'standalone', start_url: '/' });
      const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
      // The browser of a test keeps nothing, and for that alone it would not install.
      t.same(
        installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito'),
        [],
      );
    });

    await lookAt(t, page, 'start');

    await t.test('a calculation is answered at once, without a model', async (t) => {
      const answer = await ask(page, 'What is 15 % of 2,340 plus 12.5 km in miles?');
      await answer.getByText('351').waitFor();
      await answer.getByText('7.76714').waitFor();
      await becomes(t, () => answer.innerText(), /Deterministic[\s\S]*0 model calls/);
      await answer.getByTitle('Show the tasks').click();
      await answer.getByRole('table').waitFor();
      await becomes(t, () => answer.getByRole('table').innerText(), /deterministic[\s\S]*success/);
      await lookAt(t, page, 'deterministic');
    });

    await t.test('every example of the start screen is computed', async (t) => {
      const examples = page.getByRole('group', { name: 'Examples' }).getByRole('button');
      for (const [index, words] of [/351/, /229/, /1,?330\.25/].entries()) {
        await page.getByRole('button', { name: 'New chat', exact: true }).click();
        await examples.nth(index).click();
        await answers(page).getByText('0 model calls').waitFor();
        await answers(page).getByText(words).first().waitFor();
      }
      await becomes(t, () => page.getByRole('list', { name: 'Attachments' }).getByText('sales.csv').count(), 1);
    });

    await t.test('a request for words says that a model is needed, and leads to one', async (t) => {
      await say(page, 'Write a poem about the sea');
      const card = answers(page).last().getByRole('group', { name: 'A model is needed' });
      await card.waitFor();
      await lookAt(t, page, 'needs-model');
      await card.getByRole('button', { name: 'Get a model' }).click();
      await page.getByRole('heading', { name: 'Installed' }).waitFor();
      await page.getByRole('button', { name: 'Download Qwen2.5 0.5B Instruct' }).waitFor();
      await lookAt(t, page, 'models-empty');
    });

    await t.test('nothing is fetched before somebody agrees to size, place and licence', async (t) => {
      await page.getByRole('button', { name: 'Download Qwen2.5 0.5B Instruct' }).click();
      const dialog = page.locator('kora-dialog');
      await becomes(t, () => dialog.innerText(), /huggingface\.co[\s\S]*491 MB[\s\S]*apache-2\.0/i);
      await lookAt(t, page, 'agreement');
      await dialog.getByRole('button', { name: 'Not now' }).click();
      t.same((await studio.request('GET', '/models/downloads')).body.downloads, []);
    });

    await t.test('a file of this computer is registered, checked, described and used', async (t) => {
      const file = `${folder}/mine.gguf`;
      await writeTinyGguf(file);
      await page.getByLabel('A GGUF file of this computer').fill(`${folder}/absent.gguf`);
      await page.getByRole('button', { name: 'Register' }).click();
      await page.locator('.notice.error').first().waitFor();
      await page.getByLabel('A GGUF file of this computer').fill(file);
      await page.getByRole('button', { name: 'Register' }).click();
      await page.getByRole('button', { name: 'Details', exact: true }).click();
      await page.getByRole('button', { name: 'Verify the file' }).click();
      await page.getByText('Every byte is as it was installed.').waitFor();
      await page.getByRole('button', { name: 'Use mine' }).click();
      await page.getByText('In use').waitFor();
      await lookAt(t, page, 'models');
      const chosen = async () => {
        const { model } = (await studio.request('GET', '/chat/settings')).body;
        return `${model?.model_id} by ${model?.connector}`;
      };
      await becomes(t, chosen, 'mine by llamacpp');
    });
    await t.test(
      'a chosen model that goes is missed before anybody writes, and its card says what to do',
      async (t) => {
        t.equal((await studio.request('DELETE', '/models/catalog/mine')).status, 200);
        await page.goto(`${studio.url}/#/chat`);
        await page.reload();
        await page.getByTitle('Choose how this conversation is answered').getByText('mine: not available').waitFor();
        await say(page, 'Write a poem about the sea');
        const card = answers(page).last().getByRole('group', { name: 'The model is not there' });
        await card.getByText('The model mine of llama.cpp cannot answer: it is not installed.').waitFor();
        await lookAt(t, page, 'model-gone');
        await card.getByRole('button', { name: 'Choose a model' }).click();
        await page.getByRole('heading', { name: 'Installed' }).waitFor();
      },
    );

    await t.test('a conversation that is not there says so, and leads to a new one', async () => {
      await page.goto(`${studio.url}/#/chat/conv_000000000000`);
      await page.getByText('This conversation is not there.').waitFor();
      await page.getByRole('alert').getByRole('button', { name: 'New chat' }).click();
      await page.getByText('What would you like to know?').waitFor();
    });
    t.same(faults, []);
  }),
);
