import t from 'tap';
import { configureScriptedModel, SCRIPTED, startScriptedModel } from '../support/scripted-model.ts';
import { withFolder } from '../support/studio.ts';
import { becomes } from './support/becomes.ts';
import { startPage } from './support/browser.ts';
import { answers, ask, input } from './support/chat.ts';
import { lookAt } from './support/screens.ts';

const CSV = `region,amount\n${Array.from({ length: 1500 }, (_, i) => `${['north', 'south'][i % 2]},${i}`).join('\n')}\n`;
const PLAN = {
  steps: [
    { id: 'table', operation: 'csv.parse', arguments: { text: { $from: 'attachment_1' } } },
    {
      id: 'totals',
      operation: 'table.group_aggregate',
      arguments: {
        rows: { $from: 'table', pointer: '/rows' },
        group_by: ['region'],
        aggregates: [{ function: 'sum', column: 'amount' }],
      },
    },
  ],
  answer: 'totals',
};

t.test('how an answer came about, and who decides that', (t) =>
  withFolder(async (folder) => {
    let plan: unknown = PLAN;
    let label: ((said: string) => string) | null = null;
    const model = await startScriptedModel(({ format, messages }) => {
      if (label !== null) return JSON.stringify(label(messages.map(({ content }) => content).join('\n')));
      return format === undefined ? 'South is ahead, by a little.' : JSON.stringify(plan);
    });
    t.teardown(() => model.close());
    await configureScriptedModel(folder, model);
    const { page, faults, studio } = await startPage(t, folder);
    const menu = page.getByRole('dialog', { name: 'How this conversation is answered' });
    const openMenu = () => page.getByTitle('Choose how this conversation is answered').click();
    const attach = () =>
      page
        .locator('input[type=file]')
        .first()
        .setInputFiles([{ name: 'sales.csv', mimeType: 'text/csv', buffer: Buffer.from(CSV) }]);

    await t.test('data is summarised on this computer, and the model words the result: hybrid', async (t) => {
      await attach();
      const answer = await ask(page, 'Summarise the amounts by region and write a comment.');
      await answer.getByText('South is ahead').waitFor();
      const line = await answer.innerText();
      t.match(line, /Hybrid[\s\S]*Deterministic \+ model \(1 call\)[\s\S]*tokens avoided/);
      t.match(line, /sees a summary of sales\.csv/, 'what the model saw is said');
      await answer.getByTitle('Show the tasks').click();
      await answer.getByRole('table').waitFor();
      await lookAt(t, page, 'hybrid');
    });

    await t.test('what is behind an answer is told exactly: numbers, the model, budgets, hashes', async (t) => {
      const answer = answers(page).last();
      const run = answer.getByRole('region', { name: 'Tasks' });
      const { body } = await studio.request('GET', '/runs');
      const [{ run_id }] = body.runs;
      const { body: bundle } = await studio.request('GET', `/telemetry/${run_id}`);
      const { tokens_in, tokens_out } = bundle.summary;
      const facts = await run.innerText();
      t.match(facts, new RegExp(`Model calls\\s+1[\\s\\S]*Tokens\\s+${tokens_in} in, ${tokens_out} out`));
      for (const fact of [run_id, bundle.graph_hash, bundle.output_hash]) t.ok(facts.includes(fact), fact);
      const model = bundle.tasks.find(({ task_type }: { task_type: string }) => task_type === 'model');
      await run.getByRole('button', { name: model.task_name }).click();
      const details = await run.innerText();
      t.match(details, new RegExp(`${SCRIPTED} by ollama · .*tokens reported`));
      t.match(details, /Budget used\s+\d+ tokens? of 2,048/);
      for (const fact of [model.input_hash, model.output_hash]) t.ok(details.includes(fact), fact);
      await lookAt(t, page, 'behind-an-answer');
      await answer.getByTitle('Show the tasks').click();
    });

    await t.test('a conversation is answered as it says, by keyboard', async (t) => {
      await page.getByRole('button', { name: 'New chat', exact: true }).click();
      await page.getByTitle('Choose how this conversation is answered').focus();
      await page.keyboard.press('Enter');
      await becomes(t, () => menu.locator('input:focus').count(), 1, 'the focus goes into the menu');
      await menu.getByRole('radio', { name: 'Never ask a model' }).focus();
      await page.keyboard.press('Space');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Escape');
      await page.getByText('Any model at hand · plans').waitFor();
      await becomes(t, () => menu.count(), 0, 'Escape closes it');
      t.match((await studio.request('GET', '/chat/settings')).body.mode, 'auto', 'the defaults are as they were');
    });

    await t.test('a model plans: the plan is shown, run on this computer, and its call counts', async (t) => {
      await attach();
      const answer = await ask(page, 'Which region did best? Show all of them.');
      await becomes(t, () => answer.getByRole('table').first().innerText(), /north\s+561,750[\s\S]*south\s+562,500/);
      await becomes(t, () => answer.innerText(), /Hybrid[\s\S]*\(1 call\)/);
      await answer.getByText('The model planned 2 steps').click();
      await becomes(t, () => answer.getByLabel('The model’s plan').innerText(), /table\.group_aggregate/);
      await answer.getByTitle('Show the tasks').click();
      await answer.getByText('The model plans the answer').waitFor();
      await answer.getByText('Write the answer').waitFor();
      await lookAt(t, page, 'model-planned');
    });

    await t.test('a plan that is none is refused with the reason, and the model is asked directly', async (t) => {
      plan = { steps: [PLAN.steps[1]], answer: 'totals' };
      const answer = await ask(page, 'And which one did worst?');
      await becomes(t, () => answer.innerText(), /plan was refused[\s\S]*asked directly[\s\S]*no earlier step/);
      await becomes(t, () => answer.innerText(), /2 calls|2 model calls/);
    });

    await t.test('settings of a conversation: a budget of its own, and the way back', async (t) => {
      await openMenu();
      await lookAt(t, page, 'answer-menu');
      await menu.getByRole('button', { name: 'Budgets and sampling…' }).click();
      await page.getByText('Only for “Which region did best?').waitFor();
      await page.getByLabel('Tokens', { exact: true }).fill('333');
      await page.getByLabel('Tokens', { exact: true }).press('Enter');
      await page.getByRole('button', { name: /^Use default for budget/ }).waitFor();
      await page.getByLabel('Model', { exact: true }).selectOption({ label: `${SCRIPTED} · ollama` });
      await page.getByLabel('Temperature').fill('9');
      await page.getByLabel('Temperature').blur();
      await becomes(t, () => page.getByRole('alert').innerText(), /Between 0 and 2/);
      await lookAt(t, page, 'settings-conversation');
      const id = new URL(page.url()).hash.split('/').at(-1);
      const settings = async () => (await studio.request('GET', `/conversations/${id}`)).body.settings;
      const chosen = async () => {
        const { mode, budget, model } = await settings();
        return [mode, budget?.max_tokens, model?.model_id].join(' ');
      };
      await becomes(t, chosen, `model_planned 333 ${SCRIPTED}`);
      await page.getByRole('button', { name: /^Use default for budget/ }).click();
      await page.getByRole('button', { name: /^Use default for budget/ }).waitFor({ state: 'detached' });
      await becomes(t, async () => (await settings()).budget, undefined);
      await page.getByLabel('How messages are answered', { exact: true }).selectOption('auto');
      await page.getByLabel('Reuse answers').check();
      await page.keyboard.press('Escape');
      t.match((await studio.request('GET', '/chat/settings')).body, {
        mode: 'auto',
        reuse: false,
        budget: { max_tokens: 2048 },
      });
    });

    await t.test('of a table that is answered row by row, rows that failed say why', async (t) => {
      label = (said) => (/torn/.test(said) ? 'no idea' : 'good');
      const text = 'id,comment\n7,The box was torn.\n8,Works as it should.\n9,The best pen!\n';
      await page.getByRole('button', { name: 'New chat', exact: true }).click();
      await page
        .locator('input[type=file]')
        .first()
        .setInputFiles([{ name: 'comments.csv', mimeType: 'text/csv', buffer: Buffer.from(text) }]);
      const answer = await ask(page, 'classify each comment as good, fine or bad');
      await answer.getByText('1 of 3 items got no answer.').click();
      const reasons = answer.getByRole('list', { name: 'Items without an answer' });
      await becomes(
        t,
        () => reasons.innerText(),
        /^In place 1: the answer did not have the form .* \(.*allowed values\)/,
      );
      await answer.getByTitle('Show the tasks').click();
      const run = answer.getByRole('region', { name: 'Tasks' });
      await becomes(t, () => run.innerText(), /item 1[\s\S]*It failed: the answer did not have the form/);
      await lookAt(t, page, 'failed-items');
      label = null;
    });

    await t.test('an exact repeat takes the answer that was validated before: reused', async (t) => {
      await studio.request('PATCH', '/chat/settings', { reuse: true });
      await page.reload();
      const before = model.asked.length;
      for (let i = 0; i < 2; i++) {
        await page.getByRole('button', { name: 'New chat', exact: true }).click();
        await input(page).waitFor();
        await ask(page, 'Who is ahead?');
      }
      await becomes(t, () => answers(page).last().innerText(), /Reused[\s\S]*0 model calls/);
      t.equal(model.asked.length, before + 1);
      await lookAt(t, page, 'reused');
    });

    t.same(faults, []);
  }),
);
