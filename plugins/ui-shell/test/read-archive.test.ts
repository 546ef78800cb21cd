import { ApiError } from '@kora/plugin-sdk/ui';
import { BlobReader, BlobWriter, TextReader, ZipWriter } from '@zip.js/zip.js/lib/zip-core-native.js';
import t from 'tap';
import { importFiles } from '../src/browser/transfer/import-file.ts';

interface Packing {
  readonly password?: string;
  readonly level?: number;
}

/** An archive with these files, by path. */
async function zip(files: Readonly<Record<string, string | Blob>>, options: Packing = {}): Promise<Blob> {
  const writer = new ZipWriter(new BlobWriter('application/zip'), { useWebWorkers: false, ...options });
  for (const [path, content] of Object.entries(files))
    await writer.add(path, typeof content === 'string' ? new TextReader(content) : new BlobReader(content));
  return writer.close();
}

/** Imports into something that counts; a conversation is whatever JSON it gets. */
async function imports(files: readonly Blob[], { stopAfter = Number.POSITIVE_INFINITY } = {}) {
  const taken: unknown[] = [];
  const stop = new AbortController();
  const api = {
    async post<T>(_path: string, body?: unknown): Promise<T> {
      const { content } = body as { content: string };
      if (content.includes('refuse me'))
        throw new ApiError(400, { error_type: 'VALIDATION_ERROR', message: 'No.', details: {} });
      const given = JSON.parse(content);
      taken.push(...(given.conversations ?? given));
      if (taken.length >= stopAfter) stop.abort(new Error('stopped'));
      return { imported: (given.conversations ?? given).map(() => 'conv_00000001'), skipped: [] } as T;
    },
  };
  return { result: importFiles(files, { api, signal: stop.signal, progress: () => undefined }), taken };
}

const conversations = (count: number, from = 0, text = '') =>
  JSON.stringify(Array.from({ length: count }, (_, index) => ({ title: `${from + index}`, text })));

t.test('an export of ChatGPT comes in as the archive that people get', async (t) => {
  const archive = await zip({
    'chat.html': '<html>',
    'user.json': '{"email":"a@example.com"}',
    'shared_conversations.json': '[{"title":"shared"}]',
    'file-abc.png': 'x'.repeat(2_000),
    'conversations.json': conversations(3),
  });
  const { result, taken } = await imports([archive]);
  t.match(await result, { imported: 3, skipped_count: 0, read_bytes: conversations(3).length });
  t.equal(taken.length, 3);
});

t.test('one that was split into numbered files comes in whole, in order, from a folder inside too', async (t) => {
  const archive = await zip({
    'export/conversations-001.json': conversations(2, 2),
    'export/conversations-000.json': conversations(2, 0),
    'export/conversations.json.index': '{}',
    '__MACOSX/export/conversations-000.json': 'Mac OS X',
    'export/._conversations-000.json': 'Mac OS X',
  });
  const { result, taken } = await imports([archive]);
  t.match(await result, { imported: 4 });
  t.same(
    taken.map((one) => (one as { title: string }).title),
    ['0', '1', '2', '3'],
  );
});

t.test('files that were unpacked already can be chosen together', async (t) => {
  const { result } = await imports([
    new Blob([conversations(2)]),
    new Blob([conversations(3)]),
    await zip({ 'conversations.json': '[{"a":1}]' }),
  ]);
  t.match(await result, { imported: 6 });
});

t.test('an archive without conversations, with a password, or cut off is told as such', async (t) => {
  const cases: readonly (readonly [Blob, RegExp])[] = [
    [await zip({ 'photo.png': 'x' }), /has no conversations in it/],
    [await zip({}), /has no conversations in it/],
    [await zip({ 'conversations.json': conversations(2) }, { password: 'secret' }), /protected by a password/],
    [(await zip({ 'conversations.json': conversations(500) })).slice(0, 400), /damaged or incomplete/],
    [await zip({ 'conversations.json': '{"not":"a list"}' }), /no file with conversations/],
  ];
  for (const [archive, message] of cases) {
    const { result, taken } = await imports([archive]);
    await t.rejects(result, { message });
    t.same(taken, []);
  }
});

t.test('a flipped byte is found, and what came before it stays', async (t) => {
  const archive = await zip({ 'conversations.json': conversations(40, 0, 'abc '.repeat(20_000)) }, { level: 0 });
  const bytes = new Uint8Array(await archive.arrayBuffer());
  bytes[bytes.length - 3_000] = 0x21;
  const { result, taken } = await imports([new Blob([bytes])]);
  await t.rejects(result, { message: /damaged or incomplete/ });
  t.ok(taken.length > 10);
});

t.test('an archive that unpacks to far more than any export is not unpacked', async (t) => {
  const bomb = await zip({ 'conversations.json': new Blob(Array.from({ length: 60 }, () => ' '.repeat(1_000_000))) });
  t.ok(bomb.size < 100_000);
  const { result, taken } = await imports([bomb]);
  await t.rejects(result, { message: /says that it unpacks to 60\.0 MB\. No export does; nothing was unpacked/ });
  t.same(taken, []);
});

t.test('one that unpacks to more than it says is given up', async (t) => {
  const honest = await zip({ 'conversations.json': conversations(400, 0, 'z'.repeat(1_000)) });
  const bytes = new Uint8Array(await honest.arrayBuffer());
  const view = new DataView(bytes.buffer);
  // The directory says 1,000 bytes, and so does the file's own head, where it says anything.
  for (let at = 0; at + 46 < bytes.length; at++) {
    const signature = view.getUint32(at, true);
    if (signature === 0x02014b50) view.setUint32(at + 24, 1_000, true);
    if (signature === 0x04034b50 && view.getUint32(at + 22, true) !== 0) view.setUint32(at + 22, 1_000, true);
  }
  const { result, taken } = await imports([new Blob([bytes])]);
  await t.rejects(result, { message: /damaged or incomplete/ });
  t.ok(taken.length <= 1);
});

t.test('an import from an archive stops when it is stopped', async (t) => {
  const archive = await zip({ 'conversations.json': conversations(60, 0, 'lighthouse '.repeat(20_000)) }, { level: 0 });
  const { result, taken } = await imports([archive], { stopAfter: 6 });
  await t.rejects(result, { message: 'stopped' });
  t.ok(taken.length < 20, `${taken.length} of 60`);
});
