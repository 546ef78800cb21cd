import type { Page } from 'playwright-core';
import t from 'tap';
import { withFolder } from '../support/studio.ts';
import { becomes } from './support/becomes.ts';
import { startPage } from './support/browser.ts';
import { answers, ask, importConversation, input } from './support/chat.ts';
import { violations } from './support/screens.ts';
import { poorStops, tabStops } from './support/tab-stops.ts';

const RICH = `# A heading

A link to [somewhere](https://example.com/a) and \`code\`.

\`\`\`ts
export const aVeryLongLineOfCode = 'that does not fit into any narrow window, and has to be scrolled by itself';
\`\`\`

| one | two | three | four | five |
|---|---|---|--:|---|
| ${'word '.repeat(12)} | x | y | 1,234 | Donaudampfschifffahrtsgesellschaft |

${'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'.repeat(2)}
`;

/** 320 CSS px: 1280 px at 400 % (WCAG 1.4.10). 640 by 450: 1280 by 900 px at 200 % (1.4.4). */
const VIEWS = [
  { width: 320, height: 640 },
  { width: 640, height: 450 },
] as const;

/** How far anything that cannot be scrolled by itself sticks out of the window, in pixels. */
const WIDER = `(() => {
  const scrolls = (element) => ['auto', 'scroll'].includes(getComputedStyle(element).overflowX) || ['hidden', 'clip'].includes(getComputedStyle(element).overflowX);
  let most = document.documentElement.scrollWidth - innerWidth;
  const look = (root, inside) => {
    for (const element of root.children) {
      const { right, width } = element.getBoundingClientRect();
      if (!inside && width > 1) most = Math.max(most, right - innerWidth);
      const held = inside || scrolls(element);
      if (element.shadowRoot) look(element.shadowRoot, held);
      look(element, held);
    }
  };
  look(document.body, false);
  return Math.round(most);
})()`;

t.test('small windows, large letters, and no mouse', (t) =>
  withFolder(async (folder) => {
    const { page, faults, studio } = await startPage(t, folder);
    const id = await importConversation(studio, 'Everything at once', ['Show me everything', RICH]);
    const settings = async (section: string) => {
      await page.keyboard.press('Control+,');
      await page.locator('.sections').getByRole('button', { name: section }).click();
    };
    const screens: Readonly<Record<string, (page: Page) => Promise<unknown>>> = {
      start: () => page.goto(`${studio.url}/#/chat`),
      async conversation() {
        await page.goto(`${studio.url}/#/chat/${id}`);
        await answers(page).getByRole('table').waitFor();
      },
      async tasks() {
        await page.goto(`${studio.url}/#/chat`);
        await page.getByText('What would you like to know?').waitFor();
        await ask(page, 'sum of 1, 2, 3');
        await answers(page).last().getByTitle('Show the tasks').click();
        await answers(page).last().getByRole('table').waitFor();
      },
      async models() {
        await page.goto(`${studio.url}/#/models`);
        await page.getByRole('button', { name: 'Download Qwen2.5 0.5B Instruct' }).waitFor();
      },
      execution: () => settings('Execution'),
      keyboard: () => settings('Keyboard'),
      data: () => settings('Data'),
    };
    for (const [name, open] of Object.entries(screens)) {
      await page.setViewportSize({ width: 1440, height: 900 });
      await open(page);
      for (const view of VIEWS) {
        await page.setViewportSize(view);
        await page.waitForTimeout(150);
        const at = `${name} at ${view.width} by ${view.height}`;
        await page.screenshot({
          path: new URL(`./screenshots/reach-${name}-${view.width}.png`, import.meta.url).pathname,
        });
        await becomes(t, async () => (await page.evaluate<number>(WIDER)) <= 0, true, `${at}: nothing sticks out`);
        await becomes(t, () => violations(page), [], `${at}: nothing for axe, targets are large enough`);
        t.same(poorStops(await tabStops(page, 12)), [], `${at}: what has the focus is seen`);
      }
      await page.keyboard.press('Escape');
      await page.locator('kora-dialog').waitFor({ state: 'detached' });
    }

    await t.test(
      'at 1440, a walk through everything finds every part, and never hides what has the focus',
      async (t) => {
        await page.setViewportSize({ width: 1440, height: 900 });
        await page.goto(`${studio.url}/#/chat/${id}`);
        await answers(page).getByRole('table').waitFor();
        await input(page).focus();
        const stops = await tabStops(page, 45);
        t.same(poorStops(stops), []);
        const names = stops.map(({ name }) => name);
        for (const name of [
          'Attach files',
          'Hide the sidebar',
          'Search conversations',
          'New chat',
          'Settings',
          'Everything at once',
          'Show execution details',
          'Edit',
          'Copy',
          'Answer again',
          'Table',
          'Message',
        ])
          t.ok(names.includes(name), name);
      },
    );
    t.same(faults, []);
  }),
);
