import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import t from 'tap';
import { withStorageFaults } from '../src/routes/with-storage-faults.ts';
import { inTransaction } from '../src/store/open-database.ts';
import { openConversations } from './support/open-conversations.ts';
import { begin, ONE, SAY } from './support/talk.ts';

t.test('a disk that is full is told as that, and leaves nothing half done', async (t) => {
  const database = new DatabaseSync(join(t.testdir(), 'small.sqlite'));
  t.teardown(() => database.close());
  database.exec('PRAGMA page_size = 512; CREATE TABLE kept (text TEXT); PRAGMA max_page_count = 8');
  const fill = () => {
    for (let i = 0; i < 100; i++) database.prepare('INSERT INTO kept VALUES (?)').run('x'.repeat(400));
  };
  const route = (work: () => void) =>
    withStorageFaults({
      ...{ method: 'POST', path: '/fill', summary: '', request_schema: null, response_schema: null },
      handle: async () => {
        inTransaction(database, work);
        return { status: 200, body: null };
      },
    });
  const request = { params: {}, query: {}, body: null };
  const { signal } = new AbortController();
  await t.rejects(async () => route(fill).handle(request, signal), {
    code: 'KORA_CHAT_NOT_KEPT',
    message: /could not be kept: the disk is full\. See that there is room/,
  });
  t.equal(database.isTransaction, false);
  t.same({ ...database.prepare('SELECT count(*) AS rows FROM kept').get() }, { rows: 0 });
  const broken = () => database.exec('SELECT * FROM absent');
  await t.rejects(async () => route(broken).handle(request, signal), { message: /no such table/ }, 'other faults stay');
});

t.test('an answer that cannot be kept is said to its end, and says so', async (t) => {
  const folder = t.testdir();
  const gate = Promise.withResolvers<void>();
  const opened = await openConversations(folder, () => ({ gate: gate.promise }));
  const id = await begin(opened);
  await opened.ask(`POST ${ONE}/messages`, { conversation_id: id }, SAY('hello'));
  const stop = new AbortController();
  for await (const event of opened.events(id, stop.signal)) {
    if (event.type === 'delta' || (event.type === 'message' && event.message.content !== '')) {
      // What stands for a disk that takes nothing more from here on.
      const database = new DatabaseSync(join(folder, 'conversations.sqlite'), { timeout: 5_000 });
      database.exec(
        "CREATE TRIGGER IF NOT EXISTS no_room BEFORE UPDATE ON messages BEGIN SELECT RAISE(FAIL, 'full'); END",
      );
      database.close();
      gate.resolve();
    }
    if (event.type !== 'message' || event.message.answer?.state !== 'complete') continue;
    t.equal(event.message.content, 'Hello.');
    t.match(event.message.answer.notes.at(-1), { code: 'not_kept', message: /could not be kept/ });
    break;
  }
  stop.abort();
  await opened.deactivate();
});
