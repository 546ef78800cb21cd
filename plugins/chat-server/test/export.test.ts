import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { ExportedPart } from '@kora/contracts';
import fc from 'fast-check';
import t from 'tap';
import { LOST_ANSWER } from '../src/store/rows.ts';
import type { PortableConversation, PortableMessage } from '../src/transfer/portable.ts';
import { openConversations } from './support/open-conversations.ts';

const NOW = '2026-01-01T00:00:00.000Z';
const ONE = '/conversations/:conversation_id';
type Opened = Awaited<ReturnType<typeof openConversations>>;

const fileOf = (conversations: readonly unknown[]) => ({
  content: JSON.stringify({ format: 'kora-conversations', version: 1, exported_at: NOW, conversations }),
});
const load = ({ ask }: Opened, ...conversations: readonly unknown[]) =>
  ask('POST /conversations/import', {}, fileOf(conversations));

function message(id: string, parent_id: string | null, more: Partial<PortableMessage> = {}): PortableMessage {
  const role = 'user' as const;
  return { id, parent_id, role, content: 'x', created_at: NOW, answer: null, attachments: [], ...more };
}
const conversation = (messages: readonly PortableMessage[], title = ''): PortableConversation => ({
  ...{ title, created_at: NOW, settings: {}, shown: messages.at(-1)?.id ?? null },
  messages,
});

const time = fc
  .date({ min: new Date('1970-01-01'), max: new Date('9999-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());
const words = fc.string({ unit: 'grapheme', maxLength: 40 }).map((text) => text.toWellFormed());
const answer = fc.record({
  state: fc.constantFrom('complete', 'failed', 'cancelled', 'interrupted'),
  path: fc.constantFrom('none', 'model', 'hybrid', 'deterministic', 'reused'),
  thinking: words,
  tokens_in: fc.nat(),
  model_id: fc.option(words),
});
const attachment = fc.record({
  name: words.map((text) => `${text}.csv`),
  media_type: fc.constant('text/csv'),
  text: words,
});

/** Conversations whose messages form any tree; a parent comes before what follows it. */
const anyConversation = fc
  .record({
    title: words,
    created_at: time,
    settings: fc.constantFrom({}, { reuse: true }, { system_prompt: 'Be short.' }),
    nodes: fc.array(
      fc.record({
        above: fc.nat(),
        content: words,
        created_at: time,
        answer: fc.option(answer),
        attachments: fc.array(attachment, { maxLength: 2 }),
      }),
      { minLength: 1, maxLength: 12 },
    ),
    shown: fc.nat(),
  })
  .map(({ title, created_at, settings, nodes, shown }): PortableConversation => {
    const messages = nodes.map(({ above, content, created_at, answer, attachments }, index): PortableMessage => {
      const parent_id = above % (index + 1) === index ? null : `${above % (index + 1)}`;
      const made = answer === null ? null : { ...LOST_ANSWER, ...answer };
      const role = made === null ? ('user' as const) : ('assistant' as const);
      return { id: `${index}`, parent_id, role, content, created_at, answer: made, attachments };
    });
    return { title, created_at, settings, shown: `${shown % messages.length}`, messages };
  });

/** The conversations of a file with their ids counted, because an import gives its own. */
function counted(content: string): readonly PortableConversation[] {
  return JSON.parse(content).conversations.map((one: PortableConversation) => {
    const numbers = new Map(one.messages.map(({ id }, index) => [id, `${index}`]));
    const number = (id: string | null) => (id === null ? null : (numbers.get(id) ?? null));
    const messages = one.messages.map((each) => ({ ...each, id: number(each.id), parent_id: number(each.parent_id) }));
    return { ...one, shown: number(one.shown), messages };
  });
}

t.test('whatever is imported is exported as the same, byte for byte in its words', async (t) => {
  const opened = await openConversations(t.testdir());
  await fc.assert(
    fc.asyncProperty(fc.array(anyConversation, { minLength: 1, maxLength: 4 }), async (conversations) => {
      const { imported, skipped } = await load(opened, ...conversations);
      t.same(skipped, []);
      const { content } = await opened.exported({ format: 'json', conversation_ids: imported });
      t.same(counted(content), counted(fileOf(conversations).content));
    }),
    { numRuns: 60 },
  );
  await opened.deactivate();
});

t.test('long and many conversations are written part by part, and others get their turn', async (t) => {
  const folder = t.testdir();
  const opened = await openConversations(folder);
  const long = Array.from({ length: 5_000 }, (_, index) =>
    message(`m${index}`, index === 0 ? null : `m${index - 1}`, { content: `${index} ${'lighthouse '.repeat(40)}` }),
  );
  const many = Array.from({ length: 1_000 }, (_, index) => conversation([message('a', null)], `${index}`));
  await load(opened, conversation(long, 'Long'), ...many);
  for (const format of ['json', 'markdown'] as const) {
    const answer = await opened.call('POST /conversations/export', {}, { format });
    if (!('events' in answer)) throw new Error('no stream came');
    let turns = 0;
    let exporting = true;
    const others = (async () => {
      for (; exporting; turns++) await setImmediate();
    })();
    const sizes: number[] = [];
    let content = '';
    for await (const { event, data } of answer.events) {
      if (event === 'part') {
        const { text } = data as ExportedPart;
        sizes.push(text.length);
        content += text;
      } else {
        t.match(data, { conversations: 1_001, bytes: Buffer.byteLength(content) }, format);
        const { file_name } = data as { file_name: string };
        t.equal(await readFile(join(folder, 'exports', file_name), 'utf8'), content);
      }
    }
    exporting = false;
    await others;
    t.ok(content.length > 2_000_000 && Math.max(...sizes) < 110_000, `${sizes.length} parts`);
    t.ok(turns >= sizes.length, `${turns} turns for others`);
    t.equal(content.match(/lighthouse lighthouse \b/g) !== null, true);
  }
  await opened.deactivate();
});

t.test('nobody listens any more: the file does not stay half written', async (t) => {
  const folder = t.testdir();
  const opened = await openConversations(folder);
  await load(opened, ...Array.from({ length: 900 }, () => conversation([message('a', null)])));
  const answer = await opened.call('POST /conversations/export', {}, { format: 'json' });
  if (!('events' in answer)) throw new Error('no stream came');
  for await (const { event } of answer.events) {
    t.equal(event, 'part');
    break;
  }
  t.same(await readdir(join(folder, 'exports')), []);
  await opened.deactivate();
});

t.test('a conversation that is deleted while it is written leaves a file that can be imported', async (t) => {
  const opened = await openConversations(t.testdir());
  const texts = Array.from({ length: 60 }, (_, index) =>
    message(`m${index}`, index === 0 ? null : `m${index - 1}`, { content: 'y'.repeat(10_000) }),
  );
  const { imported } = await load(opened, conversation(texts, 'Gone'), conversation([message('a', null)], 'Stays'));
  const answer = await opened.call('POST /conversations/export', {}, { format: 'json' });
  if (!('events' in answer)) throw new Error('no stream came');
  let content = '';
  for await (const { event, data } of answer.events) {
    if (event !== 'part') break;
    if (content === '') await opened.ask(`DELETE ${ONE}`, { conversation_id: imported[0] }, { confirm: 'delete' });
    content += (data as ExportedPart).text;
  }
  const again = await opened.ask('POST /conversations/import', {}, { content });
  t.equal(again.skipped.length, 0);
  const titles = (await opened.ask('GET /conversations')).conversations.map(({ title }: { title: string }) => title);
  t.ok(titles.filter((title: string) => title === 'Stays').length === 2);
  await opened.deactivate();
});
