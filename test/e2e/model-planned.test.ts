import { setTimeout } from 'node:timers/promises';
import t from 'tap';
import { configureScriptedModel, startScriptedModel } from '../support/scripted-model.ts';
import { type Answer, type Studio, startStudio, withFolder } from '../support/studio.ts';

const CSV = 'region,amount\nnorth,10\nsouth,20\nnorth,30\n';
const ask = { content: 'Which region did best? Show all of them.', locale: 'en-GB', time_zone: 'UTC' };
const table = { id: 'table', operation: 'csv.parse', arguments: { text: { $from: 'attachment_1' } } };
const totals = (column: string) => ({
  id: 'totals',
  operation: 'table.group_aggregate',
  arguments: {
    rows: { $from: 'table', pointer: '/rows' },
    group_by: ['region'],
    aggregates: [{ function: 'sum', column }],
  },
});

async function answerOf(studio: Studio, settings: object, message: object = ask): Promise<Answer> {
  const { body } = await studio.request('POST', '/conversations', { settings });
  const attachments = [{ name: 'sales.csv', media_type: 'text/csv', text: CSV }];
  const path = `/conversations/${body.conversation_id}/messages`;
  await studio.request('POST', path, { ...message, attachments });
  for (let i = 0; i < 4_800; i++) {
    const last = (await studio.request('GET', path)).body.messages.at(-1);
    if (!['planning', 'running'].includes(last.answer.state)) return { ...last, id: body.conversation_id };
    await setTimeout(25);
  }
  throw new Error('waited in vain for the end of an answer');
}

t.test('a model plans, its plan is validated, shown and run, and its call counts', (t) =>
  withFolder(async (folder) => {
    let plan: unknown = { steps: [table, totals('amount')], answer: 'totals' };
    const model = await startScriptedModel(({ format }) =>
      format === undefined ? 'North did best.' : typeof plan === 'string' ? plan : JSON.stringify(plan),
    );
    t.teardown(() => model.close());
    await configureScriptedModel(folder, model);
    const studio = await startStudio(folder);
    t.teardown(() => studio.stop());
    const planned = (message = ask) => answerOf(studio, { mode: 'model_planned' }, message);

    await t.test('a plan that only computes', async (t) => {
      const { content, answer, id } = await planned();
      t.match(content, /north \| +40[\s\S]*south \| +20/);
      t.match(answer, {
        state: 'complete',
        path: 'hybrid',
        model_calls: 1,
        tokens_in: 50,
        model_id: 'scripted:latest',
      });
      t.match(answer.notes, [{ code: 'model_planned', message: /2 steps/, details: { plan } }]);
      t.equal(model.asked.length, 1);
      t.match(model.asked[0]?.messages.at(-1)?.content, /- csv\.parse[\s\S]*sales\.csv[\s\S]*Which region did best/);
      t.type(model.asked[0]?.format, 'object', 'the grammar goes along');
      const [planning] = answer.earlier_run_ids;
      t.match((await studio.request('GET', `/telemetry/${planning}`)).body.summary, { model_invocation_count: 1 });
      t.match((await studio.request('GET', `/telemetry/${answer.run_id}`)).body.summary, { model_invocation_count: 0 });
      await studio.request('DELETE', `/conversations/${id}`, { confirm: 'delete' });
      for (const run of [planning, answer.run_id])
        t.equal((await studio.request('GET', `/telemetry/${run}`)).status, 404, 'both runs go with the conversation');
    });

    await t.test('a plan that asks the model again', async (t) => {
      plan = {
        steps: [table, totals('amount'), { id: 'say', operation: 'model', prompt: 'Who is first in {{totals}}?' }],
        answer: 'say',
      };
      const { content, answer } = await planned();
      t.equal(content, 'North did best.');
      t.match(answer, { path: 'hybrid', model_calls: 2, tokens_in: 100 });
      t.match(model.asked.at(-1)?.messages.at(-1)?.content, /Who is first in region,[\s\S]*north,40/);
    });

    const given: readonly (readonly [string, unknown, string, RegExp])[] = [
      [
        'uses what is not there',
        { steps: [totals('amount')], answer: 'totals' },
        'plan_refused',
        /asked directly.*table, which is no earlier step/,
      ],
      [
        'is no graph to Studio',
        {
          steps: [table, { ...totals('amount'), arguments: { rows: { $from: 'table', other: 1 } } }],
          answer: 'totals',
        },
        'plan_refused',
        /asked directly/,
      ],
      [
        'cannot be computed',
        { steps: [table, totals('price')], answer: 'totals' },
        'plan_failed',
        /did not work out.*asked directly.*price/,
      ],
      ['is not written at all', 'I would rather not.', 'plan_refused', /asked directly/],
    ];
    for (const [name, bad, code, reason] of given) {
      await t.test(`a plan that ${name} is given up, and the model is asked directly`, async (t) => {
        plan = bad;
        const before = model.asked.length;
        const { content, answer } = await planned();
        t.equal(content, 'North did best.');
        t.match(answer, { state: 'complete', path: 'model', model_calls: model.asked.length - before });
        t.ok(answer.model_calls >= 2);
        t.match(answer.notes[0], { code, message: reason });
      });
    }

    await t.test('nothing is planned by a model unless it is asked for, nor what can be computed', async (t) => {
      const before = model.asked.length;
      t.match((await answerOf(studio, {})).answer.notes, []);
      t.ok(model.asked.slice(before).every(({ format }) => format === undefined));
      const computed = await planned({ ...ask, content: 'sum of the amount column by region' });
      t.match(computed.answer, { path: 'deterministic', model_calls: 0 });
    });
  }),
);
