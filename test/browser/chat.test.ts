import { setTimeout } from 'node:timers/promises';
import t from 'tap';
import { withFolder } from '../support/studio.ts';
import { becomes } from './support/becomes.ts';
import { startPage } from './support/browser.ts';
import { answers, ask, importConversation, input, say } from './support/chat.ts';
import { lookAt } from './support/screens.ts';

const CSV = 'region,amount\nnorth,10\nsouth,20\nnorth,30\neast,5\n';

/** Drops two files beside the conversation, as a hand with a mouse would. */
const DROP = `(text) => {
  const data = new DataTransfer();
  data.items.add(new File([text], 'sales.csv', { type: 'text/csv' }));
  data.items.add(new File(['x'], 'photo.png', { type: 'image/png' }));
  const frame = document.querySelector('kora-frame').shadowRoot;
  const target = frame.querySelector('.sidebar');
  for (const type of ['dragenter', 'dragover', 'drop'])
    target.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, composed: true, cancelable: true }));
}`;

/** Pastes a file into the input. */
const PASTE = `(text) => {
  const clipboardData = new DataTransfer();
  clipboardData.items.add(new File([text], 'pasted.csv', { type: 'text/csv' }));
  const frame = document.querySelector('kora-frame').shadowRoot;
  const composer = frame.querySelector('kora-chat').shadowRoot.querySelector('kora-composer').shadowRoot;
  const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, composed: true, cancelable: true });
  composer.querySelector('textarea').dispatchEvent(event);
}`;

const HOSTILE = [
  '# Title <script>window.pwned = 1</script>',
  '<img src=x onerror="window.pwned = 2"> <iframe src="https://evil.example"></iframe> <style>* { display: none }</style>',
  '[one](javascript:window.pwned=3) [two](data:text/html,x) [three](https://example.com/a) [four](mailto:a@example.com)',
  '[five](//evil.example) [six](/conversations) [seven](https://user:pass@evil.example)',
  '![tracker](https://evil.example/pixel.png) <a href="https://example.com" onclick="window.pwned = 4">eight</a>',
  '<form action="/local-data"><input name="a"><button>nine</button></form> <svg onload="window.pwned = 5"></svg>',
  '<div id="app" class="notice" style="position:fixed">ten</div> <math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>',
  '| a | b |\n|---|--:|\n| 1 | <b onmouseover="window.pwned = 6">2</b> |',
  '```js\nconst x = "<img src=x onerror=window.pwned=7>";\n```',
].join('\n\n');

const SIGNS = [
  'The law of mass and energy, $E = mc^2$, costs $5 to $6:',
  '$$\\int_0^1 x^2\\,dx = \\frac{1}{3}$$',
  'and $\\frac{$ is none.',
  'مرحبا بالعالم، هذا نص باللغة العربية.',
  '- عنصر أول\n- عنصر ثان',
  '> اقتباس',
].join('\n\n');

t.test('what people do in a chat', (t) =>
  withFolder(async (folder) => {
    const { page, faults, studio } = await startPage(t, folder);

    await t.test('a dropped CSV is profiled on this computer', async (t) => {
      await page.evaluate(`(${DROP})(${JSON.stringify(CSV)})`);
      await page.getByRole('list', { name: 'Attachments' }).getByText('sales.csv').waitFor();
      await lookAt(t, page, 'attached');
      const answer = await ask(page, 'average of the amount column by region');
      await becomes(t, () => answer.getByRole('table').innerText(), /north\s+20[\s\S]*east\s+5/);
      await becomes(t, () => answer.innerText(), /0 model calls/);
    });

    await t.test('a pasted file is attached, pasted words are words', async (t) => {
      await page.evaluate(`(${PASTE})(${JSON.stringify(CSV)})`);
      const attached = page.getByRole('list', { name: 'Attachments' }).getByText('pasted.csv');
      await attached.waitFor();
      await page.getByRole('button', { name: 'Remove pasted.csv' }).click();
      await page.evaluate('navigator.clipboard.writeText("1 + 1")');
      await input(page).press('Control+v');
      await becomes(t, () => input(page).inputValue(), '1 + 1');
      await input(page).fill('');
    });

    await t.test('files that are no text, or too many, are refused with a reason', async (t) => {
      const files = page.locator('input[type=file]').first();
      await files.setInputFiles([{ name: 'photo.png', mimeType: 'image/png', buffer: Buffer.from([1, 2, 3]) }]);
      await becomes(t, () => page.getByRole('alert').innerText(), /photo\.png was not attached: only CSV/);
      await files.setInputFiles([{ name: 'latin.csv', mimeType: 'text/csv', buffer: Buffer.from([0xe9, 0x2c]) }]);
      await becomes(
        t,
        () => page.getByRole('alert').innerText(),
        /latin\.csv was not attached: it is not text in UTF-8/,
      );
      const many = Array.from({ length: 11 }, (_, i) => ({
        name: `${i}.txt`,
        mimeType: 'text/plain',
        buffer: Buffer.from('x'),
      }));
      await files.setInputFiles(many);
      await becomes(t, () => page.getByRole('alert').innerText(), /1 was left out/);
      for (let left = 10; left > 0; left--)
        await page
          .getByRole('button', { name: /^Remove / })
          .first()
          .click();
      await becomes(t, () => page.getByRole('alert').count(), 0, 'and what was said of them goes with them');
    });

    await t.test('an edited message stands beside the old one, with its files, and both can be shown', async (t) => {
      await page.getByRole('button', { name: 'Edit', exact: true }).click();
      const editor = page.getByRole('textbox', { name: 'Edit the message' });
      await editor.fill('sum of the amount column by region');
      await page.getByRole('button', { name: 'Send again' }).click();
      await page.getByRole('cell', { name: '40', exact: true }).waitFor();
      await page.getByText('2 / 2').waitFor();
      await becomes(t, () => page.getByRole('list', { name: 'Attachments' }).getByText('sales.csv').count(), 1);
      await page.getByRole('button', { name: 'Show the version before' }).click();
      await page.getByText('1 / 2').waitFor();
      await page.getByRole('cell', { name: '20', exact: true }).first().waitFor();
      await becomes(t, () => page.getByRole('cell', { name: '40', exact: true }).count(), 0);
    });

    await t.test('another answer stands beside the first', async (t) => {
      await page.getByRole('button', { name: 'Answer again' }).click();
      await answers(page).getByText('2 / 2').waitFor();
      await becomes(t, () => answers(page).count(), 1);
      await lookAt(t, page, 'versions');
    });

    await t.test('what was read before something was said does not hide it', async (t) => {
      const late = Promise.withResolvers<void>();
      const read = Promise.withResolvers<void>();
      await page.route(
        /\/messages\?limit=/,
        async (route) => {
          const response = await route.fetch();
          read.resolve();
          await late.promise;
          await route.fulfill({ response });
        },
        { times: 1 },
      );
      await answers(page).getByRole('button', { name: 'Show the version before' }).click();
      await read.promise;
      await say(page, '6 * 7');
      await page.getByText('42', { exact: true }).waitFor();
      late.resolve();
      await answers(page).first().getByText('1 / 2').waitFor();
      t.equal(await page.getByText('42', { exact: true }).count(), 1);
      await page.getByRole('link', { name: 'Models' }).click();
      await page.getByRole('link', { name: 'Chat', exact: true }).click();
      await page.getByText('42', { exact: true }).waitFor();
      await answers(page).getByRole('button', { name: 'Show the next version' }).click();
      await answers(page).getByText('2 / 2').waitFor();
    });

    await t.test('an answer is copied by button and by key', async (t) => {
      const clipboard = () => page.evaluate<string>('navigator.clipboard.readText()');
      await answers(page).last().getByRole('button', { name: 'Copy', exact: true }).click();
      await becomes(t, () => clipboard(), /\| north \| 20/);
      await page.evaluate('navigator.clipboard.writeText("")');
      await input(page).press('Control+Shift+Y');
      await page.getByText('The last answer was copied.').first().waitFor();
      await becomes(t, () => clipboard(), /\| north \| 20/);
    });

    await t.test('an answer that takes less time than the way to hear of it is shown', async (t) => {
      await page.route('**/conversations/*/events', async (route) => {
        await setTimeout(1_000);
        await route.continue();
      });
      await page.getByRole('button', { name: 'New chat', exact: true }).click();
      const answer = await ask(page, '3 + 4');
      await answer.getByText('7', { exact: true }).waitFor();
      t.pass('nobody waits for ever');
      await page.unrouteAll({ behavior: 'wait' });
    });

    await t.test('Shift+Enter breaks the line, Enter sends', async (t) => {
      await input(page).fill('2 + 3');
      await input(page).press('Shift+Enter');
      await becomes(t, () => input(page).inputValue(), '2 + 3\n');
      await input(page).fill('');
    });

    await t.test('what a model writes can do nothing but be read', async (t) => {
      const id = await importConversation(studio, 'Hostile', ['Say something', HOSTILE]);
      await page.goto(`${studio.url}/#/chat/${id}`);
      const answer = answers(page).first();
      await answer.getByRole('table').waitFor();
      await answer.getByText('const').waitFor();
      const facts = await page.evaluate<Record<string, unknown>>(`(() => {
        const inside = (root, path) => path.reduce((at, name) => (at.shadowRoot ?? at).querySelector(name), root);
        const root = inside(document, ['kora-frame', 'kora-chat', 'kora-message:last-of-type', 'kora-markdown']).shadowRoot;
        const place = root.querySelector('.blocks');
        return {
          pwned: window.pwned ?? null,
          elements: place.querySelectorAll('script, iframe, style, form, img, svg, math, object, embed, input').length,
          handlers: [...place.querySelectorAll('*')].flatMap((e) => [...e.attributes]).filter(({ name }) => /^on|^style$|^id$/.test(name)).length,
          links: [...place.querySelectorAll('a')].map((a) => [a.textContent, a.href, a.rel]),
        };
      })()`);
      const rel = 'noopener noreferrer nofollow';
      t.same(facts, {
        pwned: null,
        elements: 0,
        handlers: 0,
        links: [
          ['three', 'https://example.com/a', rel],
          ['four', 'mailto:a@example.com', rel],
          ['Image: tracker (opens evil.example)', 'https://evil.example/pixel.png', rel],
          ['eight', 'https://example.com/', rel],
        ],
      });
      await answer.locator('.code').getByRole('button', { name: 'Copy' }).click();
      await becomes(t, () => page.evaluate('navigator.clipboard.readText()'), /^const x = "<img/);
      await lookAt(t, page, 'markdown');
      // The policy refuses the styles that the sanitiser parses before it drops them.
      t.same(
        faults.splice(0).filter((fault) => !fault.includes('Applying inline style')),
        [],
      );
    });

    await t.test('formulas are drawn, and each part of an answer runs the way its letters do', async (t) => {
      const id = await importConversation(studio, 'Signs', ['مرحبا\nand English', SIGNS]);
      await page.goto(`${studio.url}/#/chat/${id}`);
      await answers(page).locator('math').nth(1).waitFor();
      t.equal(
        await answers(page).locator('math').count(),
        2,
        'and what TeX does not understand stays as it was written',
      );
      await answers(page).getByText('\\frac{', { exact: true }).waitFor();
      const direction = (text: string) =>
        answers(page)
          .getByText(text)
          .first()
          .evaluate((element) => getComputedStyle(element as never).direction);
      t.equal(await direction('mass and energy'), 'ltr');
      t.equal(await direction('عنصر أول'), 'rtl');
      t.equal(await direction('اقتباس'), 'rtl');
      t.equal(await page.getByRole('heading', { name: 'Signs' }).count(), 1);
      await lookAt(t, page, 'signs');
    });

    await t.test('a formula that is nested too deeply to be drawn stays as it was written', async (t) => {
      const deep = `${'{'.repeat(2_400)}x${'}'.repeat(2_400)}`;
      const id = await importConversation(studio, 'Deep', ['hello', `$x^2$ and $${deep}$`]);
      await page.goto(`${studio.url}/#/chat/${id}`);
      await answers(page).locator('math').waitFor();
      t.equal(await answers(page).getByText(deep, { exact: true }).count(), 1);
    });

    await t.test('a title cannot be markup', async (t) => {
      // Once it is answered, it is the newest conversation, and the one whose news the page hears.
      await ask(page, '2 + 2');
      const { body } = await studio.request('GET', '/conversations');
      const [{ conversation_id }] = body.conversations;
      await studio.request('PATCH', `/conversations/${conversation_id}`, { title: '<img src=x onerror=alert(1)>' });
      await page.getByRole('link', { name: '<img src=x onerror=alert(1)>' }).waitFor();
      t.pass('it is text');
    });
    t.same(faults, []);
  }),
);
