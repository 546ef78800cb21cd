import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import t from 'tap';
import { portToComeBackTo } from '../support/port-to-come-back-to.ts';
import { startStudio, withFolder } from '../support/studio.ts';
import { becomes } from './support/becomes.ts';
import { startPage } from './support/browser.ts';
import { ask, importConversation, input } from './support/chat.ts';
import { lookAt, violations } from './support/screens.ts';

/** So often a page looks whether its Studio is still there. */
const LOOKS_MS = 20_000;

t.test('the frame around the chat', (t) =>
  withFolder(async (folder) => {
    const port = ['--port', String(await portToComeBackTo())];
    const { page, faults, studio } = await startPage(t, folder, port);
    const focused = () =>
      page.evaluate<string>(`(() => {
        let at = document.activeElement;
        while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
        return at?.getAttribute('aria-label') ?? at?.textContent?.trim() ?? '';
      })()`);

    await t.test('everything is reached and done by keyboard', async (t) => {
      await becomes(t, () => focused(), 'Message', 'the input has the focus at once');
      await page.keyboard.type('average of 12, 15, 9, 20, 18');
      await page.keyboard.press('Enter');
      await page.getByText('14.8', { exact: true }).waitFor();
      await page.keyboard.press('Control+k');
      await becomes(t, () => focused(), 'Search conversations');
      await page.keyboard.type('average');
      await page.locator('li.result mark').first().waitFor();
      for (let tabs = 3; tabs > 0; tabs--) await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Control+k');
      await page.keyboard.press('Escape');
      await page.keyboard.press('Control+Shift+O');
      await page.getByText('What would you like to know?').waitFor();
      await page.keyboard.press('Control+b');
      await becomes(t, () => page.getByRole('navigation').count(), 0);
      await page.keyboard.press('Control+b');
      await page.keyboard.press('Control+.');
      await page.getByRole('complementary', { name: 'Execution details' }).waitFor();
      await page.keyboard.press('Control+.');
      await page.keyboard.press('Control+/');
      await page.getByText('List of shortcuts', { exact: true }).waitFor();
      await page.keyboard.press('Escape');
      await becomes(t, () => page.getByRole('dialog').count(), 0);
    });

    await t.test(
      'a dialog that was just closed is opened again by the next key, and the focus comes back',
      async (t) => {
        await input(page).focus();
        for (let again = 20; again > 0; again--) {
          await page.keyboard.press('Control+/');
          await page.getByText('List of shortcuts', { exact: true }).waitFor();
          // In one task of the page, as a quick hand or a busy computer does it.
          await page.evaluate(`(() => {
          const dialog = document.querySelector('kora-frame').shadowRoot.querySelector('kora-dialog').shadowRoot.querySelector('dialog');
          dialog.requestClose();
          dispatchEvent(new KeyboardEvent('keydown', { key: '/', ctrlKey: true, bubbles: true }));
        })()`);
          await page.getByText('List of shortcuts', { exact: true }).waitFor();
          await page.evaluate('new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))');
          await becomes(t, () => page.getByRole('dialog').count(), 1);
          await page.keyboard.press('Escape');
          await becomes(t, () => page.getByRole('dialog').count(), 0);
          await becomes(t, () => focused(), 'Message');
        }
      },
    );

    await t.test('a shortcut gets another key, and a key that only types is refused', async (t) => {
      await page.keyboard.press('Control+/');
      await page.getByRole('button', { name: 'change the keys for New chat' }).click();
      await page.keyboard.press('n');
      await becomes(t, () => page.getByRole('alert').innerText(), /needs Ctrl, Cmd or Alt/);
      await page.getByRole('button', { name: 'change the keys for New chat' }).click();
      await page.keyboard.press('Alt+n');
      await lookAt(t, page, 'settings-keyboard');
      await page.keyboard.press('Escape');
      await page.getByRole('link', { name: 'Models' }).click();
      await page.keyboard.press('Alt+n');
      await page.getByText('What would you like to know?').waitFor();
    });

    await t.test('conversations are found, renamed and deleted', async (t) => {
      await importConversation(studio, 'Lighthouses', [
        'Who built the lighthouse of Alexandria?',
        'Sostratus of Cnidus.',
      ]);
      await page.reload();
      await page.getByLabel('Search conversations').fill('Sostratus');
      await page.locator('li.result').getByText('Lighthouses').waitFor();
      await lookAt(t, page, 'search');
      await page.getByLabel('Search conversations').click();
      await page.keyboard.press('Escape');
      await page.getByRole('link', { name: 'Lighthouses' }).hover();
      await page.getByRole('button', { name: 'Rename Lighthouses' }).click();
      await page.getByRole('textbox', { name: 'Title of the conversation' }).fill('Old lights');
      await page.keyboard.press('Enter');
      await page.getByRole('link', { name: 'Old lights' }).hover();
      await page.getByRole('button', { name: 'Delete Old lights' }).click();
      await page.getByRole('link', { name: 'Old lights' }).waitFor({ state: 'detached' });
      const kept = async () => (await studio.request('GET', '/conversations')).body.conversations.length;
      await becomes(t, kept, 1);
    });

    await t.test('a deletion is undone, by keyboard too', async (t) => {
      // A notice goes after some seconds, unless somebody is in it.
      await page.getByRole('button', { name: 'Undo' }).focus();
      await lookAt(t, page, 'undo');
      await page.getByRole('button', { name: 'Undo' }).click();
      await page.getByRole('link', { name: 'Old lights' }).click();
      await page.getByText('Sostratus of Cnidus.').waitFor();
      await page.getByRole('button', { name: 'Delete Old lights' }).focus();
      await page.keyboard.press('Enter');
      await page.getByText('What would you like to know?').waitFor();
      await page.keyboard.press('F8');
      await becomes(t, () => focused(), 'Undo');
      await page.keyboard.press('Enter');
      await page.getByText('Sostratus of Cnidus.').waitFor();
      await page.getByRole('button', { name: 'Delete Old lights' }).focus();
      await page.keyboard.press('Enter');
      await page.getByRole('link', { name: 'Old lights' }).waitFor({ state: 'detached' });
    });

    await t.test('execution settings are changed, and what is out of range is refused', async (t) => {
      await page.getByRole('button', { name: 'Settings' }).click();
      await page.getByLabel('Tokens', { exact: true }).fill('777');
      await page.getByLabel('Tokens', { exact: true }).press('Enter');
      await page.getByLabel('Temperature').fill('7');
      await page.getByLabel('Temperature').blur();
      await becomes(t, () => page.getByRole('alert').innerText(), /Between 0 and 2/);
      await page.getByLabel('How messages are answered').selectOption('deterministic_only');
      await page.getByText('Deterministic only').first().waitFor();
      await lookAt(t, page, 'settings-execution');
      const kept = async () => {
        const { budget, mode } = (await studio.request('GET', '/chat/settings')).body;
        return `${budget.max_tokens} ${mode}`;
      };
      await becomes(t, kept, '777 deterministic_only');
      await page.getByLabel('How messages are answered').selectOption('auto');
    });

    await t.test('settings say where runs happen', async (t) => {
      await page.getByRole('button', { name: 'Backend', exact: true }).click();
      const backends = page.locator('kora-backends');
      await backends.getByText('No other backend is installed.').waitFor();
      await backends.getByText('This computer').first().waitFor();
      await becomes(t, () => backends.getByText('Ready', { exact: true }).count(), 1);
      await lookAt(t, page, 'settings-backend');
    });

    await t.test('the theme is chosen and stays', async (t) => {
      await page.getByRole('button', { name: 'Appearance' }).click();
      await page.getByLabel('Theme').selectOption('dark');
      await page.reload();
      await input(page).waitFor();
      await becomes(t, () => page.evaluate('getComputedStyle(document.documentElement).colorScheme'), 'dark');
      await page.evaluate('localStorage.clear()');
      await page.reload();
    });

    await t.test('conversations go out as a file, and everything can be deleted', async (t) => {
      await page.getByRole('button', { name: 'Export or import conversations' }).click();
      await page.getByLabel('Keep contents of runs').uncheck();
      await page.getByText('that begin now are not kept').first().waitFor();
      t.equal((await studio.request('GET', '/config')).body.keep_run_contents, false);
      await lookAt(t, page, 'settings-data');
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'Markdown' }).click(),
      ]);
      t.match(download.suggestedFilename(), /^conversations-.*\.md$/);
      await page.getByRole('button', { name: 'Delete all…' }).click();
      await page.getByRole('button', { name: 'Delete all', exact: true }).click();
      await page.getByText('Conversations and runs were deleted').first().waitFor();
      t.same((await studio.request('GET', '/conversations')).body.conversations, []);
      await page.keyboard.press('Escape');
    });

    await t.test('notices lie above an open dialog, can be used there, and stay when it is closed', async (t) => {
      const message = 'The settings could not be read.';
      const body = JSON.stringify({ error_type: 'EXECUTION_FAILURE', message, details: {} });
      await page.route('**/config', (route) => route.fulfill({ status: 500, contentType: 'application/json', body }));
      const notice = page.locator('.notice').getByText(message);
      const open = async () => {
        await page.keyboard.press('Control+,');
        await page.getByRole('button', { name: 'Data', exact: true }).click();
        await notice.waitFor();
      };
      await open();
      // A notice goes after some seconds, unless somebody is in it or points at it.
      await page.getByRole('button', { name: 'Dismiss' }).focus();
      await lookAt(t, page, 'notice-above-dialog');
      await page.getByRole('status').getByText(message).waitFor();
      await page.getByRole('button', { name: 'Dismiss' }).click();
      await notice.waitFor({ state: 'detached' });
      await becomes(t, () => page.getByRole('dialog').count(), 1, 'the dialog is still there');
      await page.getByRole('button', { name: 'Delete all…' }).click();
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
      await becomes(t, () => page.getByRole('dialog').count(), 0);
      await open();
      await page.getByRole('button', { name: 'Dismiss' }).hover();
      await page.keyboard.press('Escape');
      await becomes(t, () => page.getByRole('dialog').count(), 0);
      await page.getByRole('button', { name: 'Dismiss' }).click();
      await notice.waitFor({ state: 'detached' });
      await page.unroute('**/config');
    });

    await t.test('whoever changes something by keyboard goes on where they were', async (t) => {
      await page.reload();
      await ask(page, '2 + 3');
      const edit = page.getByRole('button', { name: 'Edit', exact: true });
      await edit.focus();
      await page.keyboard.press('Enter');
      await becomes(t, () => focused(), 'Edit the message');
      await page.keyboard.press('Escape');
      await becomes(t, () => focused(), 'Edit');
      await page.keyboard.press('Enter');
      await becomes(t, () => focused(), 'Edit the message');
      await page.keyboard.press('End');
      await page.keyboard.type(' + 4');
      await page.keyboard.press('Control+Enter');
      await page.getByText('9', { exact: true }).waitFor();
      await becomes(t, () => focused(), 'Message');
      await page.getByRole('link', { name: '2 + 3', exact: true }).focus();
      await page.keyboard.press('Tab');
      await becomes(t, () => focused(), 'Rename 2 + 3');
      await page.keyboard.press('Enter');
      await becomes(t, () => focused(), 'Title of the conversation');
      await page.keyboard.type('Sums');
      await page.keyboard.press('Enter');
      await page.getByRole('link', { name: 'Sums' }).waitFor();
      await becomes(t, () => focused(), 'Sums');
      await page.setViewportSize({ width: 390, height: 844 });
      await page.getByRole('button', { name: 'Show the sidebar' }).waitFor();
      await page.keyboard.press('Control+k');
      await becomes(t, () => focused(), 'Search conversations', 'also where the sidebar was away');
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
      await page.setViewportSize({ width: 1440, height: 900 });
      await page.getByRole('navigation').waitFor();
    });

    await t.test(
      'a conversation that another window has deleted says so, and what was written is not lost',
      async (t) => {
        const { body } = await studio.request('GET', '/conversations');
        const id = body.conversations[0].conversation_id;
        await page.goto(`${studio.url}/#/chat/${id}`);
        await page.getByRole('button', { name: 'Answer again' }).last().waitFor({ state: 'attached' });
        await studio.request('DELETE', `/conversations/${id}`);
        await input(page).fill('6 + 7');
        await input(page).press('Enter');
        await page.locator('.notice').getByText('Another window may have deleted it.').waitFor();
        await page.getByText('This conversation is not there.').waitFor();
        await becomes(t, () => input(page).inputValue(), '6 + 7');
        await input(page).fill('');
        await page.getByRole('alert').getByRole('button', { name: 'New chat' }).click();
        await page.getByText('What would you like to know?').waitFor();
      },
    );

    await t.test('execution details show the latest run', async (t) => {
      await page.reload();
      await ask(page, '2 + 3 * 4');
      await page.getByRole('button', { name: 'Show execution details' }).click();
      await page.getByRole('complementary').getByText('Time by stage').waitFor();
      await lookAt(t, page, 'execution-details');
      await page.getByRole('button', { name: 'Hide execution details' }).click();
    });

    await t.test(
      'where there is no room, the sidebar lies above the chat, which cannot be reached until it is closed',
      async (t) => {
        await page.setViewportSize({ width: 390, height: 844 });
        await page.getByRole('button', { name: 'Show the sidebar' }).focus();
        await page.keyboard.press('Enter');
        await becomes(t, () => focused(), 'Hide the sidebar');
        const reached: string[] = [];
        for (let tabs = 20; tabs > 0; tabs--) {
          await page.keyboard.press('Tab');
          reached.push(await focused());
        }
        t.ok(reached.includes('Settings') && !reached.includes('Message'), reached.join(', '));
        await page.screenshot({ path: new URL('./screenshots/sidebar-390.png', import.meta.url).pathname });
        await becomes(t, () => violations(page), []);
        await page.keyboard.press('Escape');
        await becomes(t, () => focused(), 'Show the sidebar');
        const room = () =>
          page.evaluate<{ chat: number; all: number }>(`(() => {
            const frame = document.querySelector('kora-frame').shadowRoot;
            const width = (part) => frame.querySelector(part)?.getBoundingClientRect().width ?? 0;
            return { chat: width('.middle'), all: Math.round(width('.middle') + width('.sidebar') + width('.details')) };
          })()`);
        for (const width of [768, 1024, 1440]) {
          await page.setViewportSize({ width, height: 900 });
          for (const details of ['without', 'with']) {
            if (details === 'with') await page.keyboard.press('Control+.');
            await becomes(t, async () => (await room()).all, width, `${width} ${details} details: all room is used`);
            await becomes(t, async () => (await room()).chat >= 400, true, `${width} ${details} details: room to chat`);
          }
          await page.keyboard.press('Control+.');
        }
        await page.getByRole('navigation').waitFor();
      },
    );

    await t.test('a panel goes with its plugin, without a restart', async (t) => {
      await rm(join(folder, 'plugins', 'ui-models'), { recursive: true });
      for (let i = 0; i < 1_000; i++) {
        const { body } = await studio.request('GET', '/panels');
        if (body.panels.every(({ id }: { id: string }) => id !== 'models')) break;
        await setTimeout(50);
      }
      await page.evaluate('dispatchEvent(new Event("focus"))');
      await page.getByRole('link', { name: 'Models' }).waitFor({ state: 'detached' });
      t.pass('its place is gone');
    });

    await t.test('a lost connection is told, and found again after a restart, without another link', async (t) => {
      // The page looks every 20 seconds; its clock is put forward instead of waiting.
      await page.clock.install();
      await page.reload();
      await page.getByText('Connected', { exact: true }).waitFor();
      await studio.stop();
      await page.clock.fastForward(LOOKS_MS);
      await page.getByText('Connection lost').waitFor();
      await lookAt(t, page, 'offline');
      await input(page).fill('4 + 4');
      await input(page).press('Enter');
      await page.locator('.notice.error').first().waitFor();
      await becomes(t, () => input(page).inputValue(), '4 + 4', 'what was typed is not lost');
      const again = await startStudio(folder, undefined, port);
      await page.getByText('Connected', { exact: true }).waitFor();
      await input(page).press('Enter');
      await page.getByText('8', { exact: true }).waitFor();
      await again.stop();
    });

    await t.test('a new token ends the session, and a link opens the page again', async (t) => {
      await rm(join(folder, 'configs', 'api-token'));
      const again = await startStudio(folder, undefined, port);
      t.teardown(() => again.stop());
      await page.clock.fastForward(LOOKS_MS);
      await page.getByText('This browser’s session has ended').waitFor();
      await lookAt(t, page, 'signed-out');
      const { body } = await again.request('POST', '/session', { api_version: '1.0' });
      await page.goto(body.url);
      await page.getByText('Connected', { exact: true }).waitFor();
    });
    t.same(faults, []);
  }),
);
