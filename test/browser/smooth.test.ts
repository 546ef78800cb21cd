import t from 'tap';
import { configureScriptedModel, startScriptedModel } from '../support/scripted-model.ts';
import { withFolder } from '../support/studio.ts';
import { startPage } from './support/browser.ts';
import { ask, importConversation, openAnswers, say } from './support/chat.ts';

const TOKENS_A_SECOND = 200;
const WORDS = 1_600;
const SENTENCE = 'The **lamp** of the `lighthouse` turns all night.\n\n- one\n- two\n\n';

/** Counts the frames that the browser draws within a time, and the longest pause between two of them. */
const FRAMES = `(duration) => new Promise((done) => {
  const began = performance.now();
  let [last, longest, frames] = [began, 0, 0];
  const frame = (now) => {
    frames++;
    longest = Math.max(longest, now - last);
    last = now;
    if (now - began < duration) requestAnimationFrame(frame);
    else done({ per_second: (frames * 1000) / (now - began), longest });
  };
  requestAnimationFrame(frame);
})`;

t.test('streaming and scrolling keep the frame rate', (t) =>
  withFolder(async (folder) => {
    const words = SENTENCE.repeat(WORDS / 10);
    const model = await startScriptedModel(() => words, TOKENS_A_SECOND);
    t.teardown(() => model.close());
    await configureScriptedModel(folder, model);
    const { page, faults, studio } = await startPage(t, folder);
    const frames = (duration: number) =>
      page.evaluate<{ per_second: number; longest: number }>(`(${FRAMES})(${duration})`);
    const shown = () =>
      page
        .locator('kora-markdown')
        .last()
        .evaluate((element) => (Reflect.get(element, 'text') as string).length);
    await ask(page, '2 + 2');
    const idle = await frames(2_000);

    await t.test('while an answer comes at 200 tokens a second', async (t) => {
      await say(page, 'Tell me about lighthouses');
      await page.locator('kora-markdown').last().waitFor();
      const before = await shown();
      const busy = await frames(4_000);
      const tokens = ((await shown()) - before) / (SENTENCE.length / 10);
      t.equal(await openAnswers(page).count(), 1, 'it still comes');
      t.ok(tokens > TOKENS_A_SECOND * 4 * 0.6, `${tokens.toFixed(0)} tokens came in four seconds`);
      const told = `${busy.per_second.toFixed(0)} frames a second, ${idle.per_second.toFixed(0)} at rest; longest pause ${busy.longest.toFixed(0)} ms`;
      t.ok(busy.per_second > idle.per_second * 0.75, told);
      t.comment(told);
      await page.keyboard.press('Escape');
      await page.getByText('Stopped', { exact: true }).waitFor();
    });

    await t.test('while a long conversation is scrolled', async (t) => {
      const texts = Array.from({ length: 200 }, (_, index) =>
        index % 2 === 0 ? `Question ${index}` : SENTENCE.repeat(5),
      );
      const id = await importConversation(studio, 'Long', texts);
      await page.goto(`${studio.url}/#/chat/${id}`);
      await page.getByText('Question 198').waitFor();
      await page.mouse.move(800, 400);
      const scrolling = (async () => {
        for (let step = 0; step < 40; step++) {
          await page.mouse.wheel(0, -300);
          await page.waitForTimeout(40);
        }
      })();
      const busy = await frames(1_600);
      await scrolling;
      const told = `${busy.per_second.toFixed(0)} frames a second, ${idle.per_second.toFixed(0)} at rest`;
      t.ok(busy.per_second > idle.per_second * 0.5, told);
      t.comment(told);
    });
    t.same(faults, []);
  }),
);
