import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import t from 'tap';
import { fromChatGpt } from '../src/transfer/from-chatgpt.ts';
import { openConversations } from './support/open-conversations.ts';

const NOW = '2026-01-01T00:00:00.000Z';
const ONE = '/conversations/:conversation_id';
type Opened = Awaited<ReturnType<typeof openConversations>>;

const node = (parent: string | null, role: string, ...parts: unknown[]) => ({
  parent,
  message: { author: { role }, create_time: 1_700_000_000.5, content: { content_type: 'text', parts } },
});
const CHATGPT = [
  {
    title: 'Tea',
    create_time: 1_700_000_000,
    current_node: 'e',
    mapping: {
      e: node('d', 'assistant', 'Two minutes.'),
      root: { parent: null, message: null },
      a: node('root', 'system', ''),
      b: node('a', 'user', 'How long does tea take?'),
      c: node('b', 'assistant', 'Three minutes.'),
      d: node('x', 'tool', 'looked it up'),
      x: {
        parent: 'w',
        message: {
          author: { role: 'assistant' },
          recipient: 'web.run',
          content: { content_type: 'code', text: 'tea' },
        },
      },
      w: {
        parent: 'b',
        message: {
          author: { role: 'user' },
          metadata: { is_visually_hidden_from_conversation: true },
          content: { content_type: 'text', parts: ['said by nobody'] },
        },
      },
      f: node('c', 'user', { content_type: 'image_asset_pointer' }, 'And this?'),
    },
  },
];

const load = ({ ask }: Opened, file: unknown) =>
  ask('POST /conversations/import', {}, { content: typeof file === 'string' ? file : JSON.stringify(file) });

t.test("ChatGPT's export comes in as a tree, without what has no words", async (t) => {
  const opened = await openConversations(t.testdir());
  const { imported, skipped } = await load(opened, CHATGPT);
  t.same(skipped, []);
  const conversation_id = imported[0];
  const messages = async () => (await opened.ask(`GET ${ONE}/messages`, { conversation_id })).messages;
  t.match(await messages(), [
    { role: 'user', content: 'How long does tea take?', parent_id: null, created_at: '2023-11-14T22:13:20.500Z' },
    { role: 'assistant', content: 'Two minutes.', answer: { state: 'complete', run_id: null } },
  ]);
  const { message_id, siblings } = (await messages())[1];
  const other = siblings.find((id: string) => id !== message_id);
  await opened.ask(`PATCH ${ONE}`, { conversation_id }, { shown_message_id: other });
  t.equal((await messages()).at(-1).content, '*(a picture, not imported)*\n\nAnd this?');
  t.equal(opened.asked.length, 0, 'importing runs nothing');
  await opened.deactivate();
});

t.test('imports stand below what is there, in the order of their file, with the times of their messages', async (t) => {
  const opened = await openConversations(t.testdir());
  const { conversation_id } = await opened.ask('POST /conversations', {}, { title: 'Own' });
  const at = (title: string, time: number) => ({
    title,
    create_time: time,
    mapping: { a: { message: { author: { role: 'user' }, create_time: time + 60, content: { parts: ['x'] } } } },
  });
  await load(opened, [at('Newer', 1_700_000_000), at('Older', 1_600_000_000)]);
  await load(opened, [at('Oldest', 1_500_000_000)]);
  const list = async (query = {}) => opened.ask('GET /conversations', {}, null, query);
  const { conversations } = await list();
  const titles = (all: readonly { title: string }[]) => all.map(({ title }) => title);
  t.same(titles(conversations), ['Own', 'Newer', 'Older', 'Oldest']);
  t.equal(conversations[1].updated_at, '2023-11-14T22:14:20.000Z');
  const page = await list({ limit: '3' });
  t.same(titles((await list({ before: page.next_before })).conversations), ['Oldest'], 'page by page too');
  await opened.ask(`DELETE ${ONE}`, { conversation_id }, { confirm: 'delete' });
  await opened.deactivate();
});

t.test(
  'a long conversation comes in part by part: others are answered meanwhile, and see it when it is complete',
  async (t) => {
    const folder = t.testdir();
    const opened = await openConversations(folder);
    const mapping = Object.fromEntries(
      Array.from({ length: 3_000 }, (_, index) => [
        `n${index}`,
        node(index === 0 ? null : `n${index - 1}`, 'user', 'lighthouse'),
      ]),
    );
    const search = async () =>
      (await opened.ask('GET /conversations/search', {}, null, { query: 'lighthouse' })).results.length;
    let done = false;
    const importing = load(opened, [{ title: 'Long', mapping, current_node: 'n2999' }]).finally(() => {
      done = true;
    });
    let turns = 0;
    while (!done) {
      await setImmediate();
      if (done) break;
      turns++;
      t.equal((await opened.ask('GET /conversations')).conversations.length, 0, 'it is not there yet');
      t.equal(await search(), 0, 'and is not found');
    }
    t.ok(turns >= 10, `${turns} turns for others`);
    t.equal((await importing).imported.length, 1);
    t.ok((await search()) > 0);
    await opened.deactivate();

    const database = new DatabaseSync(join(folder, 'conversations.sqlite'));
    database.exec("UPDATE conversations SET hidden_as = 'importing', hidden_at = '2026-01-01T00:00:00Z'");
    database.close();
    const again = await openConversations(folder);
    await again.deactivate();
    const rest = new DatabaseSync(join(folder, 'conversations.sqlite'));
    t.same(
      rest.prepare('SELECT (SELECT count(*) FROM conversations) AS c, (SELECT count(*) FROM messages) AS m').get(),
      { c: 0, m: 0 },
      'what a crash left is gone after the next start',
    );
    rest.close();
  },
);

t.test('what is exported as JSON comes back the same, under ids of its own', async (t) => {
  const folder = t.testdir();
  const opened = await openConversations(folder);
  await load(opened, CHATGPT);
  const exported = await opened.exported({ format: 'json' });
  t.equal(await readFile(join(folder, 'exports', exported.file_name), 'utf8'), exported.content);
  const { imported } = await load(opened, exported.content);
  const again = await opened.exported({ format: 'json', conversation_ids: imported });
  const shape = (content: string) => {
    const [one] = JSON.parse(content).conversations;
    const numbers = new Map<string, number>(one.messages.map(({ id }: { id: string }, index: number) => [id, index]));
    const messages = one.messages.map((message: { id: string; parent_id: string }) => ({
      ...message,
      id: numbers.get(message.id),
      parent_id: numbers.get(message.parent_id),
    }));
    return { ...one, shown: numbers.get(one.shown), messages };
  };
  t.same(shape(again.content), shape(exported.content));
  t.equal((await opened.ask('GET /conversations')).conversations.length, 2, 'and nothing was replaced');
  const exporting = opened.exported({ format: 'json' });
  await opened.ask(`DELETE ${ONE}`, { conversation_id: imported[0] }, { confirm: 'delete' });
  t.equal((await exporting).conversations, 1, 'what is deleted meanwhile is not in the file');
  await t.rejects(opened.exported({ format: 'json', conversation_ids: imported }), {
    code: 'KORA_CHAT_CONVERSATION_NOT_FOUND',
  });
  const markdown = await opened.exported({ format: 'markdown' });
  t.match(markdown, { media_type: 'text/markdown', content: /# Tea\n\n## You, .*\n\nHow long does tea take\?/ });
  await opened.deactivate();
});

t.test('one conversation that cannot be read is skipped with the reason, and spoils no other', async (t) => {
  const opened = await openConversations(t.testdir());
  const circle = { title: 'Circle', mapping: { a: node('b', 'user', 'x'), b: node('a', 'user', 'y') } };
  const chatgpt = await load(opened, [...CHATGPT, circle, { title: 'Empty', mapping: {} }]);
  t.equal(chatgpt.imported.length, 1);
  t.match(chatgpt.skipped, [
    { title: 'Circle', reason: /circle/ },
    { title: 'Empty', reason: /no messages/ },
  ]);
  const message = {
    id: 'a',
    parent_id: null,
    role: 'user',
    content: 'x',
    created_at: NOW,
    answer: null,
    attachments: [],
  };
  const own = (messages: unknown) => ({ title: 'own', created_at: NOW, settings: {}, shown: null, messages });
  const file = (...conversations: unknown[]) => ({
    format: 'kora-conversations',
    version: 1,
    exported_at: NOW,
    conversations,
  });
  const { imported, skipped } = await load(
    opened,
    file(own([message, message]), own([{ ...message, parent_id: 'z' }]), own('x'), own([message]), 7),
  );
  t.equal(imported.length, 1);
  t.match(skipped, [{ reason: /same id/ }, { reason: /comes before/ }, { reason: /\/messages/ }, {}]);
  await t.rejects(load(opened, ''), { code: 'KORA_CHAT_BAD_REQUEST' });
  for (const strange of ['no json', '[]', '{}', '[1]', 'null', '['.repeat(100_000)]) {
    await t.rejects(load(opened, strange), { code: 'KORA_CHAT_IMPORT_UNREADABLE' }, strange.slice(0, 9));
  }
  const proto =
    '[{"title":"p","mapping":{"__proto__":{"message":{"author":{"role":"user"},"content":{"parts":["x"]}}}}}]';
  t.equal((await load(opened, proto)).imported.length, 1);
  await opened.deactivate();
});

t.test('whatever is in a tree of ChatGPT, parents come before children and none is there twice', async () => {
  const name = fc.constantFrom(...'abcdefgh');
  const tree = fc.dictionary(
    name,
    fc.record({
      parent: fc.option(name),
      message: fc.option(
        fc.record({
          author: fc.record({ role: fc.constantFrom('user', 'assistant', 'system', 'tool') }),
          create_time: fc.oneof(fc.double(), fc.constant(null)),
          content: fc.oneof(fc.record({ parts: fc.array(fc.oneof(fc.string(), fc.integer())) }), fc.anything()),
        }),
      ),
    }),
  );
  fc.assert(
    fc.property(tree, name, (mapping, current_node) => {
      const read = fromChatGpt({ title: 't', mapping, current_node }, NOW);
      if (typeof read === 'string') return /circle/.test(read);
      const known = new Set<string>();
      for (const { id, parent_id } of read.messages) {
        if (known.has(id) || (parent_id !== null && !known.has(parent_id))) return false;
        known.add(id);
      }
      return read.shown === null ? known.size === 0 : known.has(read.shown);
    }),
  );
});

t.test('100,000 messages in a row are read without depth', async (t) => {
  const mapping = Object.fromEntries(
    Array.from({ length: 100_000 }, (_, index) => [
      `n${index}`,
      node(index === 0 ? null : `n${index - 1}`, 'user', 'x'),
    ]),
  );
  const read = fromChatGpt({ mapping: Object.fromEntries(Object.entries(mapping).reverse()) }, NOW);
  t.equal(typeof read === 'string' ? read : read.messages.length, 100_000);
});
