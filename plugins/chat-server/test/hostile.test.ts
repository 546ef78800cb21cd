import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { foldTelemetry } from '@kora/contracts';
import t from 'tap';
import { openConversations } from './support/open-conversations.ts';
import { answeredEvents } from './support/run-events.ts';

const ONE = '/conversations/:conversation_id';
const NOW = '2026-01-01T00:00:00.000Z';
type Opened = Awaited<ReturnType<typeof openConversations>>;

async function say({ ask }: Opened, conversation_id: string, content: string, attachments: unknown[] = []) {
  const body = { content, locale: 'en', time_zone: 'UTC', attachments };
  await ask(`POST ${ONE}/messages`, { conversation_id }, JSON.parse(JSON.stringify(body)));
  while ((await ask(`GET ${ONE}`, { conversation_id })).answering)
    await new Promise((resolve) => setTimeout(resolve, 5));
  return (await ask(`GET ${ONE}/messages`, { conversation_id })).messages;
}

const begin = async ({ ask }: Opened): Promise<string> => (await ask('POST /conversations')).conversation_id;
const message = (id: string, parent_id: string | null, more = {}) => {
  const base = { id, parent_id, role: 'user', content: 'x', created_at: NOW, answer: null, attachments: [] };
  return { ...base, ...more };
};
const fileOf = (messages: unknown[]) => ({
  content: JSON.stringify({
    format: 'kora-conversations',
    version: 1,
    exported_at: NOW,
    conversations: [{ title: 'in', created_at: NOW, settings: {}, shown: null, messages }],
  }),
});

t.test('strange characters and a megabyte come back as they were said', async (t) => {
  const opened = await openConversations(t.testdir());
  const id = await begin(opened);
  const strange = `a\0b '; DROP TABLE messages; -- \u202e ${'é'.repeat(500_000)}`;
  const messages = await say(opened, id, strange);
  t.equal(messages[0].content, strange);
  t.equal(opened.asked[0]?.message, strange);
  const half = say(opened, id, 'half \ud800 a character');
  await t.rejects(half, { code: 'KORA_CHAT_BAD_REQUEST', details: { issues: [{ path: '/content' }] } });
  const file = fileOf([message('a', null, { content: 'half \ud800' })]);
  const { imported } = await opened.ask('POST /conversations/import', {}, file);
  const taken = await opened.ask(`GET ${ONE}/messages`, { conversation_id: imported[0] });
  t.equal(taken.messages[0].content, 'half \ufffd', 'what a file says is taken as far as it can be stored');
  t.same(await opened.ask('GET /conversations/search', {}, null, { query: '\0 \u202e' }), { results: [] });
  await opened.deactivate();
});

t.test('a text that is attached often is stored once, and goes with the last message that has it', async (t) => {
  const folder = t.testdir();
  const opened = await openConversations(folder);
  const text = 'row\n'.repeat(250_000);
  const ids = [await begin(opened), await begin(opened)];
  for (const id of ids) await say(opened, id, 'look', [{ name: 'a.txt', media_type: 'text/plain', text }]);
  const database = new DatabaseSync(join(folder, 'conversations.sqlite'), { readOnly: true });
  const stored = () => database.prepare('SELECT count(*) AS n, sum(length(text)) AS size FROM contents').get();
  t.match(stored(), { n: 1, size: text.length });
  await opened.ask(`DELETE ${ONE}`, { conversation_id: ids[0] ?? '' }, { confirm: 'delete' });
  t.match(stored(), { n: 1 });
  t.same(opened.removed, ['run_00000001'], 'what was kept of its run is removed');
  await opened.ask(`DELETE ${ONE}`, { conversation_id: ids[1] ?? '' }, { confirm: 'delete' });
  t.match(stored(), { n: 0 });
  const missing = { conversation_id: await begin(opened), attachment_id: 'att_00000000' };
  await t.rejects(opened.ask(`GET ${ONE}/attachments/:attachment_id`, missing), {
    code: 'KORA_CHAT_ATTACHMENT_NOT_FOUND',
  });
  database.close();
  await opened.deactivate();
});

t.test('an imported answer is never one that is being made, nor has a run', async (t) => {
  const opened = await openConversations(t.testdir());
  const { answer } = (await say(opened, await begin(opened), 'go')).at(-1);
  const file = fileOf([
    message('a', null),
    message('b', 'a', { role: 'assistant', answer: { ...answer, state: 'running' } }),
  ]);
  const { imported } = await opened.ask('POST /conversations/import', {}, file);
  const { messages } = await opened.ask(`GET ${ONE}/messages`, { conversation_id: imported[0] });
  t.match(messages.at(-1).answer, { state: 'interrupted', run_id: null });
  t.match(await opened.ask(`GET ${ONE}`, { conversation_id: imported[0] }), { answering: false });
  await opened.deactivate();
});

t.test('20,000 answers beside each other are imported, shown and exported all the same', async (t) => {
  const opened = await openConversations(t.testdir());
  const many = Array.from({ length: 20_000 }, (_, index) => message(`m${index}`, 'root'));
  const file = fileOf([message('root', null), ...many]);
  const { imported } = await opened.ask('POST /conversations/import', {}, file);
  const { messages } = await opened.ask(`GET ${ONE}/messages`, { conversation_id: imported[0] });
  t.equal(messages.length, 2);
  const exported = await opened.exported({ format: 'json' });
  t.equal(JSON.parse(exported.content).conversations[0].messages.length, 20_001);
  await opened.deactivate();
});

t.test('after a crash, an answer takes the end that its run came to', async (t) => {
  const folder = t.testdir();
  const first = await openConversations(folder);
  const id = await begin(first);
  await say(first, id, 'go');
  await first.deactivate();
  const crash = (answer: string) => {
    const database = new DatabaseSync(join(folder, 'conversations.sqlite'));
    database.exec(`UPDATE messages SET content = 'He', answer = ${answer} WHERE role = 'assistant'`);
    database.close();
  };
  const events = answeredEvents('run_00000001', { calls: 1, cancelled: false, fails: false });
  const telemetry = foldTelemetry(events);
  if (telemetry === null) throw new Error('the script has no beginning');
  const after = async (outcome: Parameters<typeof openConversations>[2]) => {
    const opened = await openConversations(folder, () => ({}), outcome);
    const { messages } = await opened.ask(`GET ${ONE}/messages`, { conversation_id: id });
    await opened.deactivate();
    return messages.at(-1);
  };
  const running = "json_set(answer, '$.state', 'running', '$.model_calls', 0, '$.tokens_in', 0, '$.tokens_out', 0)";
  crash(running);
  t.match(await after({ telemetry, final_output: undefined }), { content: 'He', answer: { state: 'interrupted' } });
  crash(running);
  const found = await after({ telemetry, final_output: 'Hello again.' });
  t.match(found, { content: 'Hello again.', answer: { state: 'complete', path: 'model', tokens_out: 2 } });
  crash(`json_set(${running}, '$.run_id', NULL, '$.earlier_run_ids', json('["run_00000001"]'))`);
  const planning = await after({ telemetry, final_output: { steps: [] } });
  t.match(planning, { content: 'He', answer: { state: 'interrupted' } }, "a model's plan is no answer");
  crash("'{ damaged'");
  t.match(await after(null), { content: 'He', answer: { state: 'interrupted' } }, 'a damaged row stops nothing');
});
