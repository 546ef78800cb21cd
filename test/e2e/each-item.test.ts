import { setTimeout } from 'node:timers/promises';
import t from 'tap';
import { configureScriptedModel, startScriptedModel } from '../support/scripted-model.ts';
import { startStudio, withFolder } from '../support/studio.ts';

const CSV = 'id,comment\n7,The box was torn.\n8,Works as it should.\n9,The best pen!\n';

t.test('each row of a table is asked about on its own', (t) =>
  withFolder(async (folder) => {
    let label = (said: string): string => (/torn/.test(said) ? 'bad' : /pen/.test(said) ? 'good' : 'fine');
    const model = await startScriptedModel(({ messages }) =>
      JSON.stringify(label(messages.map(({ content }) => content).join('\n'))),
    );
    t.teardown(() => model.close());
    await configureScriptedModel(folder, model);
    const studio = await startStudio(folder);
    t.teardown(() => studio.stop());
    const classified = async () => {
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
      return last;
    };

    await t.test('the badge counts every call, and no call sees two rows', async (t) => {
      const last = await classified();
      t.match(last.answer, { state: 'complete', path: 'hybrid', model_calls: 3, tokens_in: 150 });
      t.match(last.answer.notes, [{ code: 'asked_item_by_item' }]);
      t.match(
        last.content,
        /\*\*3\*\* rows classified[^|]*\| id \| comment \| label \|[\s\S]*7 \|.*torn.* \| bad[\s\S]*8 \|.*\| fine[\s\S]*9 \|.*\| good/,
      );
      t.notMatch(last.content, 'no answer');
      t.equal(model.asked.length, 3, 'a call for each row');
      for (const { messages, format } of model.asked) {
        t.match(format, { enum: ['good', 'fine', 'bad'] }, 'the labels are a grammar');
        t.notMatch(messages.at(-1)?.content, /torn[\s\S]*pen/, 'and each sees one row');
      }
    });

    await t.test('a row without an answer costs nobody the others, and the answer says which it is', async (t) => {
      label = (said) => (/torn/.test(said) ? 'no idea' : 'good');
      const last = await classified();
      t.match(last.answer, { state: 'complete', path: 'hybrid' });
      t.match(
        last.content,
        /\*\*2\*\* rows classified[\s\S]*7 \|.*torn[^|]*\|\s*\|[\s\S]*8 \|.*\| good[\s\S]*9 \|.*\| good/,
      );
      t.match(last.content, '**1** row got no answer, in place 1 of the list.');
      t.match(last.answer.notes.at(-1), {
        code: 'items_failed',
        message: '1 of 3 items got no answer.',
        details: { items: [{ place: 1, error_code: 'KORA_MODEL_SCHEMA_VIOLATION', issues: [{ path: '' }] }], more: 0 },
      });
    });

    await t.test('where no row gets one, the message fails, and says what its first row failed with', async (t) => {
      label = () => 'no idea';
      const { answer } = await classified();
      t.match(answer, { state: 'failed', error: { details: { code: 'KORA_MODEL_SCHEMA_VIOLATION' } } });
    });
  }),
);
