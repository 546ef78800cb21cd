import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import t from 'tap';
import { MIGRATIONS } from '../src/store/schema.ts';
import { openConversations } from './support/open-conversations.ts';

const FAR = 'x '.repeat(60_000);
const found = async (opened: Awaited<ReturnType<typeof openConversations>>, query: string) =>
  (await opened.ask('GET /conversations/search', {}, null, { query })).results.filter(
    ({ message_id }: { message_id: string | null }) => message_id !== null,
  ).length;

t.test('a very long message is found by its first hundred thousand characters, and goes without a trace', async (t) => {
  const folder = t.testdir();
  const opened = await openConversations(folder);
  const { conversation_id } = await opened.ask('POST /conversations');
  const content = `lighthouse ${FAR}harbour`;
  const body = { content, locale: 'en', time_zone: 'UTC' };
  await opened.ask('POST /conversations/:conversation_id/messages', { conversation_id }, body);
  t.same([await found(opened, 'lighthouse'), await found(opened, 'harbour')], [1, 0]);
  const shown = await opened.ask('GET /conversations/:conversation_id/messages', { conversation_id });
  t.equal(shown.messages[0].content, content, 'all of it is kept');
  await opened.ask('DELETE /local-data', {}, { confirm: 'delete' });
  await opened.deactivate();
  const database = new DatabaseSync(join(folder, 'conversations.sqlite'));
  database.exec("INSERT INTO message_words (message_words) VALUES ('integrity-check')");
  t.equal(
    database.prepare("SELECT count(*) AS n FROM message_words WHERE message_words MATCH 'lighthouse'").get()?.n,
    0,
  );
  database.close();
});

t.test('conversations of the version before are indexed anew, and can be found and deleted', async (t) => {
  const folder = t.testdir();
  const before = new DatabaseSync(join(folder, 'conversations.sqlite'));
  before.exec(`${MIGRATIONS[0]} ${MIGRATIONS[1]} PRAGMA user_version = 2;`);
  before
    .prepare(
      "INSERT INTO conversations (id, title, position, created_at, updated_at, shown_leaf) VALUES ('conv_1', 'old', 1, ?, ?, 'msg_1')",
    )
    .run('2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z');
  before
    .prepare(
      "INSERT INTO messages (id, conversation_id, role, content, created_at) VALUES ('msg_1', 'conv_1', 'user', ?, '2026-01-01T00:00:00.000Z')",
    )
    .run(`lighthouse ${FAR}harbour`);
  before.close();
  const opened = await openConversations(folder);
  t.same([await found(opened, 'lighthouse'), await found(opened, 'harbour')], [1, 0]);
  await opened.ask('DELETE /local-data', {}, { confirm: 'delete' });
  t.equal(await found(opened, 'lighthouse'), 0);
  await opened.deactivate();
});
