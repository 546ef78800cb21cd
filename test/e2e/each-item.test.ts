import { setTimeout } from 'node:timers/promises';
import t from 'tap';
import { configureScriptedModel, startScriptedModel } from '../support/scripted-model.ts';
import { startStudio, withFolder } from '../support/studio.ts';

const CSV = 'id,comment\n7,The box was torn.\n8,Works as it should.\n9,The best pen!\n';

t.test('each row of a table is asked about on its own, and the badge counts every call', (t) =>
  withFolder(async (folder) => {
    const model = await startScriptedModel(({ messages }) => {
      const said = messages.at(-1)?.content ?? '';
      return JSON.stringify(/torn/.test(said) ? 'bad' : /pen/.test(said) ? 'good' : 'fine');
    });
    t.teardown(() => model.close());
    await configureScriptedModel(folder, model);
    const studio = await startStudio(folder);
    t.teardown(() => studio.stop());
    const { body } = await studio.request('POST', '/conversations', { settings: {} });
    const path = `/conversations/${body.conversation_id}/messages`;
    await studio.request('POST', path, {
      content: 'classify each comment as good, fine or bad',
      locale: 'en-GB',
      time_zone: 'UTC',
      attachments: [{ name: 'comments.csv', media_type: 'text/csv', text: CSV }],
    });
    let last = (await studio.request('GET', path)).body.messages.at(-1);
    for (let i = 0; i < 4_800 && ['planning', 'running'].includes(last.answer.state); i++) {
      await setTimeout(25);
      last = (await studio.request('GET', path)).body.messages.at(-1);
    }
    t.match(last.answer, { state: 'complete', path: 'hybrid', model_calls: 3, tokens_in: 150 });
    t.match(last.answer.notes, [{ code: 'asked_item_by_item' }]);
    t.match(
      last.content,
      /\*\*3\*\* rows classified[^|]*\| id \| comment \| label \|[\s\S]*7 \|.*torn.* \| bad[\s\S]*8 \|.*\| fine[\s\S]*9 \|.*\| good/,
    );
    t.equal(model.asked.length, 3, 'a call for each row');
    for (const { messages, format } of model.asked) {
      t.match(format, { enum: ['good', 'fine', 'bad'] }, 'the labels are a grammar');
      t.notMatch(messages.at(-1)?.content, /torn[\s\S]*pen/, 'and each sees one row');
    }
  }),
);
