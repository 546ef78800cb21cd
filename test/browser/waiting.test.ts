import t from 'tap';
import { configureScriptedModel, SCRIPTED, startScriptedModel } from '../support/scripted-model.ts';
import { withFolder } from '../support/studio.ts';
import { becomes } from './support/becomes.ts';
import { openPage, startPage } from './support/browser.ts';
import { answers, ask, importConversation, say } from './support/chat.ts';
import { lookAt } from './support/screens.ts';

t.test('waiting, what is left out, and a runtime that goes', (t) =>
  withFolder(async (folder) => {
    let gate = Promise.withResolvers<void>();
    const model = await startScriptedModel(async () => {
      await gate.promise;
      return 'So it is.';
    });
    t.teardown(() => model.close());
    await configureScriptedModel(folder, model, { limits: { max_concurrent_runs: 4 } });
    const { page, faults, studio, browser } = await startPage(t, folder);

    await t.test('a model that has to be loaded first is told of by its name', async (t) => {
      await say(page, 'Tell me about tea');
      await page.getByText(`Loading ${SCRIPTED} into memory`).waitFor();
      await lookAt(t, page, 'loading-model');
    });

    await t.test('whoever waits for a busy model sees the place in line', async (t) => {
      const second = await openPage(browser, studio);
      await say(second.page, 'Tell me about coffee');
      await second.page.getByText('Next in line for the model').waitFor();
      const third = await openPage(browser, studio);
      await say(third.page, 'Tell me about cocoa');
      await third.page.getByText('Number 2 in line for the model').waitFor();
      await third.page.getByRole('link', { name: 'Tell me about cocoa' }).waitFor();
      await lookAt(t, third.page, 'in-line');

      const pulse = third.page.locator('.pulse');
      const moving = () => pulse.evaluate((element: { getAnimations(): unknown[] }) => element.getAnimations().length);
      t.ok((await moving()) > 0, 'it pulses');
      await third.page.emulateMedia({ reducedMotion: 'reduce' });
      await becomes(t, () => moving(), 0, 'unless less motion is wanted');

      await second.page.keyboard.press('Escape');
      await second.page.getByText('Stopped', { exact: true }).waitFor();
      await third.page.getByText('Next in line for the model').waitFor();
      gate.resolve();
      for (const each of [page, third.page]) await each.getByText('So it is.', { exact: true }).waitFor();
      t.same([second.faults, third.faults], [[], []]);
      await second.page.context().close();
      await third.page.context().close();
    });

    await t.test('history that has no room in the context is left out, and that is said', async (t) => {
      const texts = Array.from({ length: 40 }, (_, index) => `${index} ${'lighthouses stand by the sea '.repeat(250)}`);
      const id = await importConversation(studio, 'Long', texts);
      await page.goto(`${studio.url}/#/chat/${id}`);
      await answers(page).nth(19).waitFor();
      const answer = await ask(page, 'What did we talk about?');
      await becomes(
        t,
        () => answer.innerText(),
        /\d+ earliest messages were left out, because the model's context has no room/,
      );
      // The stand-in reports 50 tokens of prompt, whatever it gets; all messages have more than 60,000.
      const avoided = /about ([\d,]+) tokens avoided/.exec(await answer.innerText())?.[1] ?? '0';
      t.ok(Number(avoided.replaceAll(',', '')) < 10_000, 'and leaving it out is no merit');
      const { messages } = model.asked.at(-1) ?? { messages: [] };
      t.ok(messages.length < 40 && messages.length > 2, `${messages.length} messages were sent`);
      await lookAt(t, page, 'left-out');
    });

    await t.test('a runtime that is gone is told, with what can be done', async (t) => {
      gate = Promise.withResolvers();
      await say(page, 'Tell me more');
      await page.locator('article[aria-busy=true]').waitFor();
      while (model.asked.at(-1)?.messages.at(-1)?.content.includes('Tell me more') !== true)
        await page.waitForTimeout(50);
      await model.close();
      const card = answers(page).last().locator('.problem');
      await card.waitFor();
      t.comment(await card.innerText());
      await becomes(t, () => card.innerText(), /runtime|not there/);
      await lookAt(t, page, 'runtime-gone');
      await card.getByRole('button', { name: 'Choose a model' }).click();
      await page.getByRole('heading', { name: 'Installed' }).waitFor();
    });
    t.same(faults, []);
  }),
);
