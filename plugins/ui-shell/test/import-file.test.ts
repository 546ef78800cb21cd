import { Blob } from 'node:buffer';
import type { ImportedConversations } from '@kora/contracts';
import { ApiError } from '@kora/plugin-sdk/ui';
import fc from 'fast-check';
import t from 'tap';
import { ConversationSplitter, MOST_CONVERSATION } from '../src/browser/transfer/conversation-splitter.ts';
import { type ImportProgress, importFiles } from '../src/browser/transfer/import-file.ts';

const HEAD = { format: 'kora-conversations', version: 1, exported_at: '2026-01-01T00:00:00Z' };

/** A text in pieces that are cut anywhere. */
function pieces(text: string, cuts: readonly number[]): readonly string[] {
  const places = [0, ...cuts.map((cut) => cut % (text.length + 1)), text.length].sort((a, b) => a - b);
  return places.slice(1).map((end, index) => text.slice(places[index], end));
}

t.test('wherever a file is cut, its conversations are the same', async () => {
  const conversation = fc.dictionary(fc.string(), fc.jsonValue());
  fc.assert(
    fc.property(
      fc.array(conversation, { minLength: 1 }),
      fc.array(fc.nat()),
      fc.boolean(),
      fc.constantFrom(undefined, 2),
      (conversations, cuts, own, indent) => {
        const file = own ? { ...HEAD, conversations } : conversations;
        const splitter = new ConversationSplitter();
        const items = pieces(JSON.stringify(file, null, indent), cuts).flatMap((piece) => splitter.push(piece));
        const { before = '', after = '' } = splitter.wrapping ?? {};
        return (
          splitter.complete &&
          JSON.stringify(items.map((item) => JSON.parse(item ?? ''))) === JSON.stringify(conversations) &&
          JSON.stringify(JSON.parse(before + items.join(',') + after)) === JSON.stringify(file)
        );
      },
    ),
  );
});

t.test('a conversation that is longer than any may be is not held, and the next one is read', async (t) => {
  const splitter = new ConversationSplitter();
  const piece = 'x'.repeat(8_000_000);
  const items = [...splitter.push('[{"a":1},{"a":"')];
  for (let left = MOST_CONVERSATION / piece.length + 1; left > 0; left--) items.push(...splitter.push(piece));
  items.push(...splitter.push('"},{"a":2}]'));
  t.same(items, ['{"a":1}', null, '{"a":2}']);
  t.ok(splitter.complete);
});

t.test('what is no export has no conversations, and nothing of it is held', async (t) => {
  for (const text of [
    '',
    '7',
    '"[1]"',
    '{}',
    '{"a":[1,2]}',
    '{"a":{"conversations":[1]}}',
    '{"conversations":7}',
    'x'.repeat(99_999),
  ]) {
    const splitter = new ConversationSplitter();
    t.same([splitter.push(text), splitter.wrapping], [[], null], text.slice(0, 40));
  }
});

/** Imports a text into something that keeps what it was sent. */
async function imports(
  file: Blob | string,
  answer: (conversations: readonly unknown[], content: string) => ImportedConversations,
  signal = new AbortController().signal,
) {
  const sent: string[] = [];
  const told: ImportProgress[] = [];
  const api = {
    async post<T>(_path: string, body?: unknown): Promise<T> {
      const { content } = body as { content: string };
      const given = JSON.parse(content);
      const answered = answer(given.conversations ?? given, content);
      sent.push(content);
      return answered as T;
    },
  };
  const blob = typeof file === 'string' ? new Blob([file]) : file;
  const result = importFiles([blob as globalThis.Blob], { api, signal, progress: (state) => told.push(state) });
  return { result, sent, told };
}
const all = (conversations: readonly unknown[]): ImportedConversations => ({
  imported: conversations.map((_, index) => `conv_0000${index}`),
  skipped: [],
});

t.test('a large file goes a few conversations at a time', async (t) => {
  const text = 'ä'.repeat(300_000);
  const list = Array.from({ length: 9 }, (_, index) => ({ title: `${index}`, mapping: { a: text } }));
  const { result, sent, told } = await imports(JSON.stringify(list), all);
  t.match(await result, { imported: 9, skipped: [], read_bytes: Buffer.byteLength(JSON.stringify(list)) });
  t.ok(sent.length >= 4 && sent.every((content) => content.length < 1_000_000));
  t.same(
    sent.flatMap((content) => JSON.parse(content).map(({ title }: { title: string }) => title)),
    list.map(({ title }) => title),
  );
  t.same(
    told.map(({ imported }) => imported),
    [0, 2, 4, 6, 8, 9],
    'and how far it is, is told',
  );
});

t.test('one that Studio refuses is left out with the reason; the others of its batch come in', async (t) => {
  const refuse = (conversations: readonly unknown[]) => {
    if (!conversations.includes(2)) return all(conversations);
    throw new ApiError(400, { error_type: 'VALIDATION_ERROR', message: 'Two is bad.', details: {} });
  };
  const { result } = await imports('[1,2,3]', refuse);
  t.match(await result, { imported: 2, skipped: [{ reason: 'Two is bad.' }] });
  const gone = await imports('[1]', () => {
    throw new ApiError(0, { error_type: 'EXECUTION_FAILURE', message: 'Offline.', details: {} });
  });
  await t.rejects(gone.result, { message: 'Offline.' });
});

t.test('a file that is damaged, of another kind, or not UTF-8 is told as such', async (t) => {
  const cases: readonly (readonly [Blob | string, RegExp, number])[] = [
    ['[{"a":1},{"a":', /ends in the middle\. 1 conversations before/, 1],
    ['{"messages":[]}', /no file with conversations/, 0],
    [new Blob([Uint8Array.from([0x5b, 0xff, 0xfe])]), /not text in UTF-8/, 0],
  ];
  for (const [file, message, posts] of cases) {
    const { result, sent } = await imports(file, all);
    await t.rejects(result, { message });
    t.equal(sent.length, posts);
  }
  const stop = new AbortController();
  stop.abort(new Error('stopped'));
  await t.rejects((await imports('[1]', all, stop.signal)).result, { message: 'stopped' });
});
