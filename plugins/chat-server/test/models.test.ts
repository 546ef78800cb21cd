import { DatabaseSync } from 'node:sqlite';
import type { ModelDescriptor, Plan, PlanRequest } from '@kora/contracts';
import t from 'tap';
import { openConversations, PLAN } from './support/open-conversations.ts';
import { begin, ended, ONE, SAY, say, shown } from './support/talk.ts';

const descriptor = (model_id: string, connector: string, remote: boolean): ModelDescriptor => ({
  ...{ model_id, connector, digest: null, quantization: null, context_tokens: 4096, size_bytes: null },
  ...{ required_vram_mb: null, loaded: false, remote, ...(remote ? { remote_allowed: true } : {}) },
});

t.test('another answer can be had from another model, this once', async (t) => {
  const plan = ({ model }: PlanRequest): Plan =>
    model === null ? { kind: 'needs_model', message: 'It needs one.' } : PLAN;
  const models = [descriptor('first', 'ollama', false), descriptor('other', 'lmstudio', false)];
  const opened = await openConversations(t.testdir(), () => ({ plan, models }));
  const id = await begin(opened);
  const one = await say(opened, id, 'hello');
  t.match(opened.asked.at(-1)?.model, { model_id: 'first' });
  const answer = { conversation_id: id, message_id: one.ended.message_id };
  const model = { model_id: 'other', connector: 'lmstudio' };
  await opened.ask(`POST ${ONE}/messages/:message_id/regenerate`, answer, { model });
  await ended(opened, id);
  t.match(opened.asked.at(-1)?.model, { ...model, context_tokens: 4096 });
  await say(opened, id, 'and now');
  t.match(opened.asked.at(-1)?.model, { model_id: 'first' }, 'the settings are as they were');
  await t.rejects(opened.ask(`POST ${ONE}/messages/:message_id/regenerate`, answer, { model: 'other' }), {
    code: 'KORA_CHAT_BAD_REQUEST',
  });
  await opened.deactivate();
});

t.test('that a model elsewhere was asked is kept with its first words, so that a crash does not hide it', async (t) => {
  const folder = t.testdir();
  const models = [descriptor('small', 'fake', true)];
  const first = await openConversations(folder, () => ({ models, gate: new Promise(() => {}) }));
  const id = await begin(first);
  await first.ask(`POST ${ONE}/messages`, { conversation_id: id }, SAY('hello'));
  const kept = () => {
    const database = new DatabaseSync(`${folder}/conversations.sqlite`, { readOnly: true });
    const row = database
      .prepare("SELECT json_extract(answer, '$.remote') AS remote FROM messages WHERE role = 'assistant'")
      .get();
    database.close();
    return row?.remote;
  };
  while (kept() !== 1) await new Promise((resolve) => setTimeout(resolve, 5));
  await first.deactivate();
  const second = await openConversations(folder, () => ({ models: null }));
  t.match((await shown(second, id)).messages.at(-1).answer, { state: 'interrupted', remote: true });
  await second.deactivate();
});

t.test('an answer of a model elsewhere says that what was said has left this computer', async (t) => {
  let models: readonly ModelDescriptor[] | null = [
    descriptor('small', 'fake', true),
    descriptor('small', 'ollama', false),
  ];
  const opened = await openConversations(t.testdir(), () => ({ models }));
  const id = await begin(opened);
  t.equal((await say(opened, id, 'hello')).ended.answer.remote, true);
  models = [descriptor('small', 'fake', false), descriptor('small', 'ollama', true)];
  t.equal((await say(opened, id, 'hello')).ended.answer.remote, undefined, 'of the same name, but here');
  models = null;
  t.match((await say(opened, id, 'hello')).ended.answer, { state: 'complete', remote: undefined });
  await opened.deactivate();
});
