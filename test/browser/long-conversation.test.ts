import t from 'tap';
import { withFolder } from '../support/studio.ts';
import { watchRest } from './support/at-rest.ts';
import { becomes } from './support/becomes.ts';
import { startPage } from './support/browser.ts';
import { importConversation } from './support/chat.ts';

const MESSAGES = 5_000;

const text = (index: number) =>
  index % 2 === 0
    ? `Question ${index}`
    : `Answer **${index}**\n\n- one\n- two\n\n\`\`\`js\nconst x = ${index};\n\`\`\``;

/**
 * What is on screen: how many messages, the text of the first one in view, and how far it is from the top. Above what is gone to,
 * 16 pixels of the message before it can be seen: that one is not the first.
 */
const LOOK = `(() => {
  const chat = document.querySelector('kora-frame').shadowRoot.querySelector('kora-chat').shadowRoot;
  const top = chat.querySelector('.scroll').getBoundingClientRect().top;
  const all = [...chat.querySelectorAll('kora-message')];
  const first = all.find((element) => element.getBoundingClientRect().bottom > top + 20);
  return { count: all.length, first: first.message.content, offset: first.getBoundingClientRect().top - top, newest: all.at(-1).message.content };
})()`;

t.test('a conversation of 5,000 messages is read page by page, and nothing jumps', (t) =>
  withFolder(async (folder) => {
    const { page, faults, studio } = await startPage(t, folder);
    const atRest = watchRest(page);
    const id = await importConversation(
      studio,
      'Long',
      Array.from({ length: MESSAGES }, (_, index) => text(index)),
    );
    await page.goto(`${studio.url}/#/chat/${id}`);
    await page.getByText(`Answer ${MESSAGES - 1}`).waitFor();
    await t.test('it opens about as fast as one of a hundredth of its length', async (t) => {
      const short = await importConversation(
        studio,
        'Short',
        Array.from({ length: 50 }, (_, index) => text(index)),
      );
      const last = { [id]: MESSAGES - 1, [short]: 49 };
      const times: Record<string, number> = { [id]: Number.POSITIVE_INFINITY, [short]: Number.POSITIVE_INFINITY };
      let ratio = Number.NaN;
      // The best of some, and of some more while the machine is busy with something else: others come between now and then.
      for (let round = 0; round < 3 || (round < 12 && ratio >= 3); round++) {
        for (const each of [short, id]) {
          const began = performance.now();
          await page.goto(`${studio.url}/#/chat/${each}`);
          await page.getByText(`Answer ${last[each]}`, { exact: true }).waitFor();
          times[each] = Math.min(times[each] ?? 0, performance.now() - began);
        }
        ratio = (times[id] ?? 0) / (times[short] ?? 1);
      }
      t.ok(ratio < 3, `${ratio.toFixed(2)} times as long`);
      t.comment(`${ratio.toFixed(2)} times as long`);
    });
    const look = () => page.evaluate<{ count: number; first: string; offset: number; newest: string }>(LOOK);
    const opened = await look();
    t.ok(opened.count <= 100, `${opened.count} messages are enough to begin with`);
    t.match(opened.newest, /^Answer \*\*4999/, 'it opens at its end');

    const wheel = (by: number) => page.mouse.wheel(0, by);
    await page.mouse.move(800, 400);
    for (let more = opened.count; more <= opened.count + 150; ) {
      await wheel(-2_000);
      await page.waitForTimeout(50);
      more = (await look()).count;
    }
    // What was asked for by the last turns of the wheel is still to come.
    const before = await atRest(look);
    const number = (content: string) => Number(/\d+/.exec(content)?.[0]);
    t.ok(number(before.first) < MESSAGES - opened.count, 'earlier messages have come');
    await page.waitForTimeout(300);
    t.same(await look(), before, 'what is in view stays where it is');
    await page.goto(`${studio.url}/#/chat`);
    await page.getByRole('group', { name: 'Examples' }).waitFor();
    await page.goto(`${studio.url}/#/chat/${id}`);
    await page.getByText(before.first.split('\n')[0]?.replaceAll('*', '') ?? '', { exact: true }).waitFor();
    const isBack = async () => {
      const { first, offset } = await look();
      return first === before.first && Math.abs(offset - before.offset) < 8;
    };
    await becomes(t, isBack, true, 'whoever comes back goes on there, however far from the end');

    await page.getByLabel('Search conversations').fill('Question 4500');
    await page.locator('li.result').getByText('Question 4500').click();
    await page.getByText('Question 4500', { exact: true }).last().waitFor();
    await becomes(t, async () => (await look()).first, 'Question 4500', 'what was searched for is in view');
    await page.getByRole('button', { name: 'Latest' }).click();
    await page.getByText(`Answer ${MESSAGES - 1}`).waitFor();
    const isAtEnd = async () => number((await look()).first) > MESSAGES - 20;
    await becomes(t, isAtEnd, true, 'and the end is one click away');
    t.same(faults, []);
  }),
);
