import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { chatMessageCodec, conversationCodec, decode, messageListCodec } from '@kora/contracts';
import t from 'tap';
import { openConversations } from './support/open-conversations.ts';
import { begin, ended, hasWords, ONE, SAY, say, shown } from './support/talk.ts';

t.test('a message is planned, run and answered, and all of it is there again after a restart', async (t) => {
  const folder = t.testdir();
  const opened = await openConversations(folder);
  const id = await begin(opened);
  const { user, answer, ended } = await say(opened, id, 'Hello there, how are you?', {
    attachments: [{ name: 'a.csv', media_type: 'text/csv', text: 'a,b\n1,2\n' }],
  });
  t.match(answer, { role: 'assistant', content: '', answer: { state: 'planning' }, parent_id: user.message_id });
  t.match(ended, {
    content: 'Hello.',
    answer: { state: 'complete', path: 'model', model_calls: 1, model_id: 'small' },
  });
  t.match(ended.answer, { tokens_in: 7, tokens_out: 2, run_id: 'run_00000001', error: null });
  t.equal(ended.answer.tokens_avoided, 0, 'a model that did all of the work was spared nothing');
  const [first] = opened.asked;
  t.match(first, { message: 'Hello there, how are you?', mode: 'deterministic_only', time_zone: 'Europe/Berlin' });
  t.same(first?.attachments, [{ name: 'a.csv', media_type: 'text/csv', text: 'a,b\n1,2\n' }]);

  const before = await shown(opened, id);
  t.equal(decode(messageListCodec, before)._tag, 'Right');
  t.equal(decode(conversationCodec, await opened.ask(`GET ${ONE}`, { conversation_id: id }))._tag, 'Right');
  const [attachment] = before.messages[0].attachments;
  const read = await opened.ask(`GET ${ONE}/attachments/:attachment_id`, { conversation_id: id, ...attachment });
  t.equal(read.text, 'a,b\n1,2\n');
  await opened.deactivate();
  t.equal((await stat(join(folder, 'conversations.sqlite'))).mode & 0o777, 0o600);

  const again = await openConversations(folder);
  t.same(await shown(again, id), before);
  t.match(await again.ask('GET /conversations'), {
    conversations: [{ conversation_id: id, title: 'Hello there, how are you?', message_count: 2, answering: false }],
    next_before: null,
  });
  await again.deactivate();
});

t.test(
  'what answers is loaded when conversations are looked at, once, and a planner that cannot be is no fault of theirs',
  async (t) => {
    const opened = await openConversations(t.testdir());
    t.same(opened.prepared, []);
    for (let look = 0; look < 3; look++) await opened.ask('GET /conversations');
    t.same(opened.prepared, ['planning', 'runs']);
  },
);

t.test('whoever attaches, early or late or twice, sees all of an answer', async (t) => {
  const gate = Promise.withResolvers<void>();
  const words = Array.from({ length: 50 }, (_, index) => `word${index} `);
  const opened = await openConversations(t.testdir(), () => ({ words, gate: gate.promise }));
  const id = await begin(opened);
  const stop = new AbortController();
  const follow = async () => {
    let text = '';
    for await (const event of opened.events(id, stop.signal)) {
      if (event.type === 'message' && event.message.role === 'assistant') text = event.message.content;
      if (event.type === 'delta') text += event.text;
      if (event.type === 'message' && event.message.answer?.state === 'complete') return text;
    }
    return text;
  };
  const early = follow();
  await opened.ask(`POST ${ONE}/messages`, { conversation_id: id }, SAY('go'));
  await hasWords(opened, id);
  const late = [follow(), follow()];
  t.match(await opened.ask(`GET ${ONE}`, { conversation_id: id }), { answering: true });
  gate.resolve();
  t.same(await Promise.all([early, ...late]), [words.join(''), words.join(''), words.join('')]);
  await opened.deactivate();
});

t.test('one answer at a time; stop ends the run and keeps what had come', async (t) => {
  const opened = await openConversations(t.testdir(), () => ({ gate: new Promise(() => {}) }));
  const id = await begin(opened);
  const { answer } = await opened.ask(`POST ${ONE}/messages`, { conversation_id: id }, SAY('go'));
  const again = opened.ask(`POST ${ONE}/messages`, { conversation_id: id }, SAY('and'));
  await t.rejects(again, { code: 'KORA_CHAT_ANSWERING' });
  await hasWords(opened, id);
  const ids = { conversation_id: id, message_id: answer.message_id };
  const stopped = await opened.ask(`POST ${ONE}/messages/:message_id/stop`, ids);
  t.match(stopped, { content: 'Hel', answer: { state: 'cancelled', error: null } });
  t.equal(decode(chatMessageCodec, stopped)._tag, 'Right');
  await t.rejects(opened.ask(`POST ${ONE}/messages/:message_id/stop`, ids), { code: 'KORA_CHAT_NOT_ANSWERING' });
  await opened.deactivate();
});

t.test(
  'when Studio ends, in order or by a crash, an unfinished answer is interrupted and its words are kept',
  async (t) => {
    const folder = t.testdir();
    const opened = await openConversations(folder, () => ({ gate: new Promise(() => {}) }));
    const id = await begin(opened);
    await opened.ask(`POST ${ONE}/messages`, { conversation_id: id }, SAY('go'));
    await hasWords(opened, id);
    await opened.deactivate();
    const late = opened.ask(`POST ${ONE}/messages`, { conversation_id: id }, SAY('go'));
    await t.rejects(late, { code: 'KORA_CHAT_CLOSED' });
    const second = await openConversations(folder);
    t.match((await shown(second, id)).messages.at(-1), { content: 'Hel', answer: { state: 'interrupted' } });
    await second.deactivate();
    // As a crash leaves it.
    const database = new DatabaseSync(join(folder, 'conversations.sqlite'));
    database.exec("UPDATE messages SET answer = json_set(answer, '$.state', 'running') WHERE role = 'assistant'");
    database.close();
    const third = await openConversations(folder);
    t.match((await shown(third, id)).messages.at(-1), { content: 'Hel', answer: { state: 'interrupted' } });
    t.match(await third.ask(`GET ${ONE}`, { conversation_id: id }), { answering: false });
    await third.deactivate();
  },
);

t.test('edits and other answers stand beside what was there, and every branch can be shown', async (t) => {
  const opened = await openConversations(t.testdir());
  const id = await begin(opened);
  const one = await say(opened, id, 'first');
  const two = await say(opened, id, 'second');
  const edited = await say(opened, id, 'first, better', { edits: one.user.message_id });
  const contents = async () => (await shown(opened, id)).messages.map(({ content }: { content: string }) => content);
  t.same(await contents(), ['first, better', 'Hello.']);
  t.same(edited.user.siblings, [one.user.message_id, edited.user.message_id]);
  await opened.ask(`PATCH ${ONE}`, { conversation_id: id }, { shown_message_id: one.user.message_id });
  t.same(await contents(), ['first', 'Hello.', 'second', 'Hello.'], 'the newest branch through it');
  const answer = { conversation_id: id, message_id: two.ended.message_id };
  const again = await opened.ask(`POST ${ONE}/messages/:message_id/regenerate`, answer, {});
  t.same(again.answer.siblings, [two.ended.message_id, again.answer.message_id]);
  await ended(opened, id);
  const last = opened.asked.at(-1);
  t.equal(last?.reuse, false);
  t.type(last?.parameters.seed, 'number', 'without a seed of the user, the model gets another one');
  t.same(last?.history, [
    { role: 'user', content: 'first' },
    { role: 'assistant', content: 'Hello.' },
  ]);
  const wrong = { conversation_id: id, message_id: one.user.message_id };
  await t.rejects(opened.ask(`POST ${ONE}/messages/:message_id/regenerate`, wrong), { code: 'KORA_CHAT_WRONG_ROLE' });
  const bad = opened.ask(`POST ${ONE}/messages`, { conversation_id: id }, SAY('x', { edits: two.ended.message_id }));
  await t.rejects(bad, { code: 'KORA_CHAT_WRONG_ROLE' });
  await opened.deactivate();
});

t.test('what nothing can compute needs a model, and the answer says how to get one', async (t) => {
  const opened = await openConversations(t.testdir(), () => ({
    plan: () => ({ kind: 'needs_model', message: 'A model is needed for this.' }),
  }));
  const id = await begin(opened);
  const { ended } = await say(opened, id, 'write a poem');
  t.match(ended.answer, {
    state: 'failed',
    run_id: null,
    error: { error_type: 'MODEL_UNAVAILABLE', details: { code: 'KORA_CHAT_NEEDS_MODEL', next: 'get_model' } },
  });
  t.same(
    opened.asked.map(({ mode }) => mode),
    ['deterministic_only', 'auto'],
  );
  await opened.ask('PATCH /chat/settings', {}, { mode: 'deterministic_only' });
  const denied = await say(opened, id, 'write a poem');
  t.match(denied.ended.answer.error.details, { next: 'allow_model' });
  await opened.deactivate();
});

t.test('a run that fails is told with its error, and the next message may come', async (t) => {
  let fails = true;
  const opened = await openConversations(t.testdir(), () => ({ fails }));
  const id = await begin(opened);
  const { ended } = await say(opened, id, 'go');
  t.match(ended.answer, { state: 'failed', path: 'model', error: { error_type: 'VALIDATION_ERROR' } });
  fails = false;
  t.match((await say(opened, id, 'again')).ended.answer, { state: 'complete' });
  await opened.deactivate();
});

t.test('conversations are listed by pages, found by their words, renamed and deleted', async (t) => {
  const folder = t.testdir();
  const opened = await openConversations(folder);
  const ids: string[] = [];
  for (let index = 0; index < 5; index++) {
    const id = await begin(opened);
    await say(opened, id, `Ünïcode number${index} and "quotes" OR NEAR( *`);
    ids.push(id);
  }
  const first = await opened.ask('GET /conversations', {}, null, { limit: '3' });
  const second = await opened.ask('GET /conversations', {}, null, { limit: '3', before: first.next_before });
  const listed = [...first.conversations, ...second.conversations].map((one) => one.conversation_id);
  t.same(listed, ids.toReversed());
  t.equal(second.next_before, null);
  const find = async (query: string) => (await opened.ask('GET /conversations/search', {}, null, { query })).results;
  t.match(await find('unicode number3'), [{ message_id: null }, { conversation_id: ids[3], snippet: /\uE000/ }]);
  t.equal((await find('numb')).length, 10, 'a last word may be half written');
  for (const hostile of ['"', '*', 'NEAR(', "' OR 1=1 --", '\0', '']) t.type((await find(hostile)).length, 'number');
  await opened.ask(`PATCH ${ONE}`, { conversation_id: ids[0] ?? '' }, { title: 'Zebra' });
  t.match(await find('zebra'), [{ conversation_id: ids[0], title: 'Zebra' }]);
  await opened.ask(`DELETE ${ONE}`, { conversation_id: ids[0] ?? '' });
  t.same(await find('zebra'), []);
  t.same(await find('number0'), []);
  const gone = opened.ask(`GET ${ONE}`, { conversation_id: ids[0] ?? '' });
  await t.rejects(gone, { code: 'KORA_CHAT_CONVERSATION_NOT_FOUND' });
  await t.rejects(opened.ask('DELETE /conversations', {}, {}), { code: 'KORA_CHAT_BAD_REQUEST' });
  t.same(await opened.ask('DELETE /local-data', {}, { confirm: 'delete' }), { removed_runs: 5 });
  t.same((await opened.ask('GET /conversations')).conversations, []);
  await opened.deactivate();
  const bytes = await readFile(join(folder, 'conversations.sqlite'), 'latin1');
  t.notMatch(bytes, /quotes/, 'nothing of it is left in the file');
});

t.test('a conversation of 5,000 messages opens from its end, page by page', async (t) => {
  const opened = await openConversations(t.testdir());
  const messages = Array.from({ length: 5_000 }, (_, index) => ({
    id: `m${index}`,
    parent_id: index === 0 ? null : `m${index - 1}`,
    role: index % 2 === 0 ? 'user' : 'assistant',
    content: `message ${index}`,
    created_at: '2026-01-01T00:00:00.000Z',
    answer: null,
    attachments: [],
  }));
  const conversation = {
    title: 'long',
    created_at: '2026-01-01T00:00:00.000Z',
    settings: {},
    shown: 'm4999',
    messages,
  };
  const exported_at = '2026-01-01T00:00:00.000Z';
  const file = { format: 'kora-conversations', version: 1, exported_at, conversations: [conversation] };
  const { imported } = await opened.ask('POST /conversations/import', {}, { content: JSON.stringify(file) });
  const seen: string[] = [];
  let before: Record<string, string> = {};
  for (;;) {
    const page = await shown(opened, imported[0], { limit: '200', ...before });
    seen.unshift(...page.messages.map(({ content }: { content: string }) => content));
    if (page.next_before === null) break;
    before = { before: page.next_before };
  }
  t.same(
    seen,
    messages.map(({ content }) => content),
  );
  await opened.ask(`DELETE ${ONE}`, { conversation_id: imported[0] });
  await opened.deactivate();
});

t.test('a file of a newer Studio, or no database at all, is left as it is', async (t) => {
  const folder = t.testdir();
  const opened = await openConversations(folder);
  await opened.deactivate();
  const path = join(folder, 'conversations.sqlite');
  const database = new DatabaseSync(path);
  database.exec('PRAGMA user_version = 99');
  database.close();
  await t.rejects(openConversations(folder), { code: 'KORA_CHAT_DATABASE_NEWER', details: { version: 99 } });
  const broken = t.testdir({ b: { 'conversations.sqlite': 'this is no database, it only has the name of one' } });
  await t.rejects(openConversations(join(broken, 'b')), { code: 'KORA_CHAT_DATABASE_UNUSABLE' });
  t.match(await readFile(join(broken, 'b', 'conversations.sqlite'), 'utf8'), /this is no database/);
});

t.test('bad requests are refused with every path', async (t) => {
  const opened = await openConversations(t.testdir());
  const id = await begin(opened);
  const bad = opened.ask(`POST ${ONE}/messages`, { conversation_id: id }, { content: 7, surprise: 1 });
  const paths = await bad.then(
    () => [],
    ({ code, details }) => [code, ...details.issues.map(({ path }: { path: string }) => path)],
  );
  t.same(paths.sort(), ['/content', '/locale', '/surprise', '/time_zone', 'KORA_CHAT_BAD_REQUEST']);
  await t.rejects(opened.ask('GET /conversations', {}, null, { limit: '9999' }), { code: 'KORA_CHAT_BAD_REQUEST' });
  const nobody = { conversation_id: id, message_id: 'msg_000000000' };
  await t.rejects(opened.ask(`POST ${ONE}/messages/:message_id/stop`, nobody), { code: 'KORA_CHAT_MESSAGE_NOT_FOUND' });
  const file = { conversation_id: id, attachment_id: 'att_00000000' };
  const missing = opened.ask(`GET ${ONE}/attachments/:attachment_id`, file);
  await t.rejects(missing, { code: 'KORA_CHAT_ATTACHMENT_NOT_FOUND' });
  await opened.deactivate();
});
