import t from 'tap';
import { configureScriptedModel, startScriptedModel } from '../support/scripted-model.ts';
import { withFolder } from '../support/studio.ts';
import { startPage } from './support/browser.ts';
import { ask, importConversation, openAnswers, say } from './support/chat.ts';

const TOKENS_A_SECOND = 200;
/** An answer is long already when it is looked at. */
const AT_ONCE = 6_000;
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
    const words = SENTENCE.repeat((AT_ONCE + 60 * TOKENS_A_SECOND) / 12);
    const model = await startScriptedModel(() => words, { per_second: TOKENS_A_SECOND, at_once: AT_ONCE });
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
    /**
     * The best of some windows, or the first that is good enough: on a busy machine others take frames away now and then, and that
     * says nothing of this page.
     */
    const best = async (windows: number, duration: number, enough = Number.POSITIVE_INFINITY) => {
      let most = 0;
      for (let left = windows; left > 0 && most <= enough; left--)
        most = Math.max(most, (await frames(duration)).per_second);
      return most;
    };
    await studio.request('PATCH', '/chat/settings', {
      budget: { max_tokens: 100_000, max_time_ms: 60_000, max_retries: 0 },
    });
    await ask(page, '2 + 2');
    const idle = await best(2, 1_000);
    const told = (busy: number) => `${busy.toFixed(0)} frames a second, ${idle.toFixed(0)} at rest`;

    await t.test('while a long answer goes on at 200 tokens a second', async (t) => {
      await say(page, 'Tell me about lighthouses');
      await page.locator('kora-markdown').last().waitFor();
      const long = (AT_ONCE / 12) * SENTENCE.length;
      while ((await shown()) < long) await page.waitForTimeout(100);
      const before = await shown();
      const began = performance.now();
      const busy = await best(20, 1_000, idle * 0.75);
      const seconds = (performance.now() - began) / 1_000;
      const tokens = ((await shown()) - before) / (SENTENCE.length / 12);
      t.equal(await openAnswers(page).count(), 1, 'it still comes');
      t.ok(tokens > TOKENS_A_SECOND * seconds * 0.6, `${(tokens / seconds).toFixed(0)} tokens a second were shown`);
      t.ok(busy > idle * 0.75, told(busy));
      t.comment(told(busy));
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
      let scrolling = true;
      const hand = (async () => {
        for (; scrolling; await page.waitForTimeout(40)) await page.mouse.wheel(0, -300);
      })();
      const busy = await best(10, 700, idle * 0.6);
      scrolling = false;
      await hand;
      t.ok(busy > idle * 0.6, told(busy));
      t.comment(told(busy));
    });
    t.same(faults, []);
  }),
);
