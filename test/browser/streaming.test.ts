import t from 'tap';
import { configureScriptedModel, startScriptedModel } from '../support/scripted-model.ts';
import { startStudio, withFolder } from '../support/studio.ts';
import { becomes } from './support/becomes.ts';
import { openPage, startBrowser } from './support/browser.ts';
import { answers, chooseTinyModel, openAnswers, say } from './support/chat.ts';
import { lookAt } from './support/screens.ts';

t.test('answers that stream from a model', (t) =>
  withFolder(async (folder) => {
    // Talks for a minute, however quick or slow the rest of the machine is.
    const model = await startScriptedModel(() => 'The lamp turns all night. '.repeat(1_200), { per_second: 100 });
    t.teardown(() => model.close());
    await configureScriptedModel(folder, model);
    const studio = await startStudio(folder);
    t.teardown(() => studio.stop());
    await studio.request('PATCH', '/chat/settings', {
      budget: { max_tokens: 20_000, max_time_ms: 120_000, max_retries: 0 },
    });
    const browser = await startBrowser(t);
    const { page, faults } = await openPage(browser, studio);
    const markdown = answers(page).locator('kora-markdown');
    const length = async () => (await markdown.last().evaluate((element) => Reflect.get(element, 'text'))).length;
    const active = async () => (await studio.request('GET', '/health')).body.active_sessions;

    await t.test('text comes while the model talks', async (t) => {
      await say(page, 'Tell me a story');
      await markdown.waitFor();
      const first = await length();
      await becomes(t, async () => (await length()) > first, true, 'it grows');
      await becomes(t, () => openAnswers(page).count(), 1);
      await page.screenshot({ path: new URL('./screenshots/streaming.png', import.meta.url).pathname });
    });

    await t.test('a reload in the middle finds it still going on, and so does a second tab', async (t) => {
      const before = await length();
      await page.reload();
      await markdown.waitFor();
      await becomes(t, async () => (await length()) >= before, true, 'nothing of it was lost');
      const second = await openPage(browser, studio);
      await second.page.getByRole('link', { name: 'Tell me a story' }).click();
      const there = second.page.getByRole('article', { name: 'Answer' }).locator('kora-markdown');
      await there.waitFor();
      await becomes(t, () => openAnswers(second.page).count(), 1);
      await page.keyboard.press('Escape');
      await second.page.getByText('Stopped', { exact: true }).waitFor();
      const text = async (of: typeof there) => of.last().evaluate((element) => Reflect.get(element, 'text'));
      await page.getByText('Stopped', { exact: true }).waitFor();
      await becomes(t, async () => (await text(there)) === (await text(markdown)), true, 'both tabs agree');
      await second.page.context().close();
    });

    await t.test('stop ends the generation in the runtime', async (t) => {
      await model.asked.at(-1)?.left;
      await becomes(t, active, 0);
      const { body } = await studio.request('GET', '/runs');
      t.equal(body.runs[0].status, 'cancelled');
      t.ok(body.runs[0].tokens_out < 6_000, 'it was cut short');
      const answer = answers(page).last();
      await becomes(t, () => answer.innerText(), /tokens · \d+ tokens\/s · /, 'its speed is told');
      await answer.getByTitle('Show the tasks').click();
      const run = answer.getByRole('region', { name: 'Tasks' });
      await run.getByRole('button').first().click();
      await becomes(t, () => run.innerText(), /first token after [\d.]+ m?s, then \d+ tokens\/s/);
      await lookAt(t, page, 'speed');
      await answer.getByTitle('Show the tasks').click();
    });

    await t.test('a used-up budget says which and how much, and one click raises it and answers again', async (t) => {
      await chooseTinyModel(studio, folder);
      await studio.request('PATCH', '/chat/settings', {
        budget: { max_tokens: 40, max_time_ms: 60_000, max_retries: 0 },
      });
      // The tiny model holds 4,096 tokens, and how much of the first story had come when it was stopped nobody knows.
      // Another window would ask again when somebody comes back to it.
      await page.reload();
      await page.getByRole('button', { name: 'New chat', exact: true }).click();
      await page.getByText('What would you like to know?').waitFor();
      await say(page, 'Tell me another story');
      const card = answers(page).last().getByRole('group', { name: 'The budget is used up' });
      await card.waitFor();
      await becomes(t, () => card.innerText(), /40 of 40 tokens/);
      await lookAt(t, page, 'budget');
      await card.getByRole('button', { name: 'Answer again with 80 tokens' }).click();
      await page
        .getByText('Answers in this conversation may now use up to 80 tokens each.', { exact: true })
        .first()
        .waitFor();
      await becomes(t, () => card.innerText(), /80 of 80 tokens/, 'the model talks on, and gets what was said');
      await card.getByRole('button', { name: 'Answer again with 160 tokens' }).waitFor();
      t.equal((await studio.request('GET', '/chat/settings')).body.budget.max_tokens, 40, 'the defaults stay');
      await page.getByTitle('Choose how this conversation is answered').click();
      await page.getByText('An answer may use 80 tokens, 1 min, 0 retries, only here.').waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Show the version before' }).click();
      await becomes(t, () => card.innerText(), /40 of 40 tokens/);
      const offers = () => card.getByRole('button').allInnerTexts();
      await becomes(t, offers, ['Change the budget…', 'Try again'], 'there is more by now');
      await card.getByRole('button', { name: 'Change the budget…' }).click();
      await becomes(t, () => page.getByLabel('Tokens', { exact: true }).inputValue(), '80');
    });
    t.same(faults, []);
  }),
);
