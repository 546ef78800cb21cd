import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import t from 'tap';
import { RESTORABLE_MS } from '../src/deleting/bin.ts';
import { openConversations } from './support/open-conversations.ts';

const ONE = '/conversations/:conversation_id';
type Opened = Awaited<ReturnType<typeof openConversations>>;

async function withWords(opened: Opened, words: string): Promise<{ conversation_id: string }> {
  const { conversation_id } = await opened.ask('POST /conversations', {}, { title: words });
  await opened.ask(`POST ${ONE}/messages`, { conversation_id }, { content: words, locale: 'en', time_zone: 'UTC' });
  while ((await opened.ask(`GET ${ONE}`, { conversation_id })).answering) await new Promise(setImmediate);
  return { conversation_id };
}
const listed = async ({ ask }: Opened) =>
  (await ask('GET /conversations')).conversations.map(({ title }: { title: string }) => title);
const found = async ({ ask }: Opened, query: string) =>
  (await ask('GET /conversations/search', {}, null, { query })).results.length;
const GONE = { code: 'KORA_CHAT_CONVERSATION_NOT_FOUND' };

t.test('a deleted conversation is nowhere to be seen, and can be restored for a while', async (t) => {
  const opened = await openConversations(t.testdir());
  const one = await withWords(opened, 'lighthouse');
  await opened.ask(`DELETE ${ONE}`, one);
  t.same([await listed(opened), await found(opened, 'lighthouse')], [[], 0]);
  const places = ['', '/messages', '/events', '/attachments/:attachment_id'];
  for (const place of places) await t.rejects(opened.ask(`GET ${ONE}${place}`, { ...one, attachment_id: 'a' }), GONE);
  await t.rejects(opened.ask(`DELETE ${ONE}`, one), GONE);
  t.equal((await opened.exported({ format: 'json' })).conversations, 0);
  opened.clock.advance(RESTORABLE_MS - 1);
  t.match(await opened.ask(`POST ${ONE}/restore`, one), { ...one, title: 'lighthouse', message_count: 2 });
  t.same([await listed(opened), await found(opened, 'lighthouse')], [['lighthouse'], 2]);
  await t.rejects(opened.ask(`POST ${ONE}/restore`, one), GONE, 'it is not deleted any more');
  t.same(opened.removed, []);
  await opened.deactivate();
});

t.test('after that it is gone with its runs: at the next deletion, by the clock, or at the next start', async (t) => {
  const folder = t.testdir();
  const opened = await openConversations(folder);
  const [first, second, third] = [
    await withWords(opened, 'a'),
    await withWords(opened, 'b'),
    await withWords(opened, 'c'),
  ];
  await opened.ask(`DELETE ${ONE}`, first);
  opened.clock.advance(RESTORABLE_MS);
  await opened.ask(`DELETE ${ONE}`, second);
  t.same(opened.removed, ['run_00000001']);
  await t.rejects(opened.ask(`POST ${ONE}/restore`, first), GONE);
  await opened.ask(`DELETE ${ONE}`, third, { confirm: 'delete' });
  t.same(opened.removed, ['run_00000001', 'run_00000003'], 'who wants it gone at once gets that');
  await opened.deactivate();
  const rows = () => {
    const database = new DatabaseSync(join(folder, 'conversations.sqlite'));
    const count = database.prepare('SELECT count(*) AS n FROM conversations').get()?.n;
    database.exec("UPDATE conversations SET hidden_at = '2020-01-01T00:00:00.000Z'");
    database.close();
    return count;
  };
  t.equal(rows(), 1, 'it survives a restart while it can be restored');
  await (await openConversations(folder)).deactivate();
  t.equal(rows(), 0);
});

t.test('deleting everything leaves nothing to restore', async (t) => {
  const opened = await openConversations(t.testdir());
  const one = await withWords(opened, 'a');
  await opened.ask(`DELETE ${ONE}`, one);
  await opened.ask('DELETE /local-data', {}, { confirm: 'delete' });
  await t.rejects(opened.ask(`POST ${ONE}/restore`, one), GONE);
  const other = await withWords(opened, 'b');
  await opened.ask(`DELETE ${ONE}`, other);
  await opened.ask('DELETE /conversations', {}, { confirm: 'delete' });
  await t.rejects(opened.ask(`POST ${ONE}/restore`, other), GONE);
  t.same(opened.removed, ['run_00000002']);
  await opened.deactivate();
});
