import t from 'tap';
import { withFolder } from '../support/studio.ts';
import { watchRest } from './support/at-rest.ts';
import { becomes } from './support/becomes.ts';
import { startPage } from './support/browser.ts';
import { answers, ask, importConversation, input } from './support/chat.ts';
import { lookAt } from './support/screens.ts';

const CODE = 'Here:\n\n```js\nconst first = 1;\n```\n\nand\n\n~~~py\nprint("last")\n~~~\n\nThat is all.';
const long = (name: string) =>
  Array.from({ length: 60 }, (_, index) => `${name} ${index} ${'lighthouses stand by the sea. '.repeat(12)}`);

t.test('what people are used to from other chats', (t) =>
  withFolder(async (folder) => {
    const { page, faults, studio } = await startPage(t, folder);
    const first = await importConversation(studio, 'First', long('First'));
    const second = await importConversation(studio, 'Second', [...long('Second'), 'Show me code', CODE]);
    const open = (id: string, title: string) =>
      Promise.all([
        page.getByRole('heading', { name: title, level: 1 }).waitFor(),
        page.goto(`${studio.url}/#/chat/${id}`),
      ]);
    const clipboard = () => page.evaluate<string>('navigator.clipboard.readText()');
    const atRest = watchRest(page);

    await t.test('what was written and not sent waits in its conversation, files too', async (t) => {
      await input(page).fill('for a new one');
      await open(first, 'First');
      await becomes(t, () => input(page).inputValue(), '');
      await input(page).fill('for the first');
      await page
        .locator('input[type=file]')
        .first()
        .setInputFiles([{ name: 'a.csv', mimeType: 'text/csv', buffer: Buffer.from('a,b\n1,2\n') }]);
      await page.getByRole('button', { name: 'Remove a.csv' }).waitFor();
      await open(second, 'Second');
      await becomes(t, () => page.getByRole('button', { name: 'Remove a.csv' }).count(), 0);
      await open(first, 'First');
      await becomes(t, () => input(page).inputValue(), 'for the first');
      await becomes(t, () => page.getByRole('button', { name: 'Remove a.csv' }).count(), 1);
      await page.reload();
      await input(page).waitFor();
      await becomes(t, () => input(page).inputValue(), 'for the first', 'after a reload the words are there');
      await input(page).fill('');
      await page.getByRole('button', { name: 'New chat', exact: true }).click();
      await becomes(t, () => input(page).inputValue(), 'for a new one');
    });

    await t.test('what is sent is no draft any more, and what is typed meanwhile goes along', async (t) => {
      await input(page).fill('2 + 5');
      await input(page).press('Enter');
      await input(page).pressSequentially('next thought');
      await page.getByText('7', { exact: true }).waitFor();
      await becomes(t, () => input(page).inputValue(), 'next thought');
      await input(page).fill('');
      await page.getByRole('button', { name: 'New chat', exact: true }).click();
      await becomes(t, () => input(page).inputValue(), '');
    });

    await t.test('a conversation that was left in the middle is found there again', async (t) => {
      const top = () =>
        page.evaluate<{ text: string; offset: number }>(`(() => {
          const chat = document.querySelector('kora-frame').shadowRoot.querySelector('kora-chat').shadowRoot;
          const { top } = chat.querySelector('.scroll').getBoundingClientRect();
          const found = [...chat.querySelectorAll('kora-message')].find((each) => each.getBoundingClientRect().bottom > top);
          return { text: found.message.content.slice(0, 12), offset: found.getBoundingClientRect().top - top };
        })()`);
      await open(first, 'First');
      await page.getByText('First 59 ').waitFor();
      await page.mouse.move(800, 400);
      await page.mouse.wheel(0, -1_500);
      await page.getByRole('button', { name: 'Latest' }).waitFor();
      const before = await atRest(top);
      await open(second, 'Second');
      await page.getByText('That is all.').waitFor();
      await becomes(t, () => page.getByRole('button', { name: 'Latest' }).count(), 0, 'a new one is opened at its end');
      await open(first, 'First');
      await page.getByRole('button', { name: 'Latest' }).waitFor();
      const isBack = async () => {
        const { text, offset } = await top();
        return text === before.text && Math.abs(offset - before.offset) < 8;
      };
      await becomes(t, isBack, true);
    });

    await t.test('the last code is copied by key, and the last message edited from an empty input', async (t) => {
      await open(second, 'Second');
      await answers(page).last().getByText('That is all.').waitFor();
      await input(page).press('Alt+c');
      await page.getByText('The last code was copied.').first().waitFor();
      await becomes(t, () => clipboard(), 'print("last")\n');
      await input(page).press('ArrowUp');
      const editor = page.getByRole('textbox', { name: 'Edit the message' });
      await becomes(t, () => editor.inputValue(), 'Show me code');
      await page.keyboard.press('Escape');
      await editor.waitFor({ state: 'detached' });
    });

    await t.test('one conversation is exported, and deleted by key', async (t) => {
      await page.getByRole('link', { name: 'Second' }).hover();
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'Export Second' }).click(),
      ]);
      t.match(download.suggestedFilename(), /\.md$/);
      await input(page).press('Control+Shift+Backspace');
      await page.getByRole('link', { name: 'Second' }).waitFor({ state: 'detached' });
      await page.getByRole('button', { name: 'Undo' }).click();
      await page.getByRole('link', { name: 'Second' }).waitFor();
    });

    await t.test('after a look at the models, another answer is asked for once', async (t) => {
      await page.getByRole('button', { name: 'New chat', exact: true }).click();
      const answer = await ask(page, '6 * 7');
      for (const place of ['Models', 'Chat', 'Models'])
        await page.getByRole('link', { name: place, exact: true }).click();
      await page.getByRole('link', { name: '6 * 7' }).click();
      await answer.getByRole('button', { name: 'Answer again' }).click();
      await answer.getByText('2 / 2').waitFor();
      await answer.getByText('42').first().waitFor();
      await becomes(t, () => page.locator('.notice.error').count(), 0);
    });

    await t.test('screen readers are told an answer once, when it is complete', async (t) => {
      const said = page.locator('kora-frame').locator('.hidden[role=status]');
      await ask(page, 'average of 2, 4');
      await said.getByText(/^Answer: .*3/).waitFor();
      const log = page.getByRole('log', { name: 'Conversation' });
      await becomes(t, () => log.getAttribute('aria-live'), 'off', 'word by word would drown everything else');
    });

    await t.test('verbose telemetry unfolds what is behind each answer', async (t) => {
      await page.getByRole('button', { name: 'Settings' }).click();
      await page.getByLabel('Verbose telemetry').check();
      await becomes(t, () => page.getByText('Schema enforcement').locator('..').innerText(), /Always on/);
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'New chat', exact: true }).click();
      const answer = await ask(page, 'average of 3, 4, 5');
      await answer.getByText('Output SHA-256').first().waitFor();
      await becomes(
        t,
        () => answer.getByRole('region', { name: 'Tasks' }).innerText(),
        /math\.statistics[\s\S]*Input SHA-256/,
      );
      await lookAt(t, page, 'verbose');
      await answer.getByTitle('Show the tasks').click();
      await answer.getByText('Output SHA-256').first().waitFor({ state: 'detached' });
    });

    await t.test('deleting everything leaves no draft behind', async (t) => {
      await input(page).fill('a secret');
      await page.getByRole('button', { name: 'Export or import conversations' }).click();
      await page.getByRole('button', { name: 'Delete all…' }).click();
      await page.getByRole('button', { name: 'Delete all', exact: true }).click();
      await page.getByText('Conversations and runs were deleted').first().waitFor();
      await becomes(t, () => page.evaluate('sessionStorage.length'), 0);
      await page.keyboard.press('Escape');
      await becomes(t, () => input(page).inputValue(), '');
    });
    t.same(faults, []);
  }),
);
