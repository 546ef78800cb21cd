import { readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import type { Download } from '../../src/download/index.ts';
import { ended, makeManager, openDownloads, order, unending } from '../support/downloads.ts';
import { modelBytes, sha256, splitModel } from '../support/model-bytes.ts';

const PARTS = splitModel('big', [600_000, 900_000, 400_000]);
const NAMES = [...PARTS.keys()];
const WHOLE = sha256(Buffer.concat([...PARTS.values()]));
const SIZE = [...PARTS.values()].reduce((sum, part) => sum + part.length, 0);

async function open(t: Test, parts: ReadonlyMap<string, Buffer> = PARTS) {
  const opened = await openDownloads(t, modelBytes(1000));
  for (const [name, content] of parts) opened.server.files.set(`/${name}`, content);
  return { ...opened, url: opened.server.url(NAMES[0]) };
}

async function reaches(download: Download, bytes: number): Promise<void> {
  while (download.active && download.status().received_bytes < bytes)
    await download.changes.changed(download.changes.version, AbortSignal.timeout(1000));
}

const partials = async (folder: string) => (await readdir(folder)).filter((name) => name.includes('.partial'));

t.test('the address of any part brings the whole model, as one entry', async (t) => {
  const { folder, server, manager, library } = await open(t);
  server.announce = true;
  const { download } = await manager.start(order(server.url(NAMES[1]), WHOLE), unending);
  t.match(download.status(), { model_id: 'big', files: 3, total_bytes: SIZE, file_name: NAMES[0] });
  t.equal(await ended(download), 'completed');
  t.match(download.status(), {
    received_bytes: SIZE,
    hashed_bytes: SIZE,
    checksum: WHOLE,
    verified_against: 'request',
  });
  const paths = NAMES.map((name) => join(folder, name));
  t.match(await library.list(), [{ model_id: 'big', checksum: WHOLE, size_bytes: SIZE, file_paths: paths }]);
  for (const [name, content] of PARTS) t.ok((await readFile(join(folder, name))).equals(content));
  t.same(await partials(folder), []);
});

t.test('with only the checksums of its parts each of them is held to its own', async (t) => {
  const { folder, server, manager, library, url } = await open(t);
  server.announce = true;
  let spoiled = 0;
  server.fault = ({ path, headers }) =>
    path.includes('00002') && headers.range !== 'bytes=0-7' && spoiled++ === 0 ? { corruptAt: 10 } : {};
  const { download } = await manager.start(order(url), unending);
  t.equal(await ended(download), 'failed');
  t.match(download.status().error, { details: { code: 'KORA_DOWNLOAD_CHECKSUM_MISMATCH' } });
  t.same(await library.list(), [], 'a part of a model is no model');
  server.sent = 0;
  t.equal(await ended(await manager.resume(download.journal.id, unending)), 'completed');
  t.match(download.status(), { checksum: WHOLE, verified_against: 'server', generation: 1 });
  t.ok(server.sent < SIZE, 'the good parts were kept');
  t.same(await partials(folder), []);
});

t.test('a pause, a new process and a cut in any part cost nothing that was there', async (t) => {
  const { folder, server, manager, url } = await open(t);
  server.upTo = 1_100_000;
  const { download } = await manager.start(order(url, WHOLE), unending);
  await reaches(download, 800_000);
  await manager.pause(download.journal.id);
  const had = download.status().received_bytes;
  await manager.close();
  const next = makeManager(folder, server.origin);
  t.teardown(() => next.manager.close());
  const [again] = await next.manager.list();
  t.match(again?.status(), { state: 'paused', received_bytes: had, total_bytes: SIZE, files: 3 });
  server.upTo = Number.POSITIVE_INFINITY;
  server.sent = 0;
  let cuts = 0;
  server.fault = () => (cuts++ < 3 ? { cutAfter: 50_000 } : {});
  const resumed = await next.manager.resume(download.journal.id, unending);
  t.equal(await ended(resumed), 'completed');
  t.ok(server.sent <= SIZE - had + 4 * 64 * 1024, 'nothing was fetched twice');
  t.match(resumed.status(), { checksum: WHOLE, generation: 0 });
});

t.test('a missing part is named before anything is fetched', async (t) => {
  const { folder, server, manager, url } = await open(t);
  server.files.delete(`/${NAMES[2]}`);
  await t.rejects(manager.start(order(url), unending), {
    code: 'KORA_DOWNLOAD_PART_MISSING',
    error_type: 'NOT_FOUND',
    details: { file_name: NAMES[2], parts: 3, status: 404 },
  });
  t.same(await readdir(folder), []);
});

t.test('parts that are not what their names say, or not the model that was demanded, are not installed', async (t) => {
  const swapped = new Map([...PARTS].map(([name], index) => [name, [...PARTS.values()].at(-index) ?? Buffer.alloc(0)]));
  const first = await open(t, swapped);
  const { download } = await first.manager.start(order(first.url), unending);
  t.equal(await ended(download), 'failed');
  t.match(download.status().error, { details: { code: 'KORA_DOWNLOAD_SPLIT_MODEL' } });
  t.same(await first.library.list(), []);

  const second = await open(t);
  const { download: other } = await second.manager.start(order(second.url, 'a'.repeat(64)), unending);
  t.equal(await ended(other), 'failed');
  t.match(other.status(), { error: { details: { code: 'KORA_DOWNLOAD_CHECKSUM_MISMATCH' } }, received_bytes: 0 });
  t.same(await second.library.list(), []);
  t.throws(() => order('https://models.example/x-00001-of-09999.gguf'), { code: 'KORA_DOWNLOAD_SPLIT_MODEL' });
});

t.test('a crash between two of the moves is taken up by itself', async (t) => {
  const { folder, server, manager, library, url } = await open(t);
  const add = library.add.bind(library);
  library.add = async () => {
    throw new Error('killed here');
  };
  const { download } = await manager.start(order(url), unending);
  t.equal(await ended(download), 'failed');
  await manager.close();
  library.add = add;
  const last = join(folder, NAMES[2] ?? '');
  await rename(last, `${last}.partial`);
  await server.stop();
  const next = makeManager(folder, server.origin);
  t.teardown(() => next.manager.close());
  const [again] = await next.manager.list();
  await again?.settled();
  t.match(again?.status(), { state: 'completed', checksum: WHOLE }, 'without any network');
  t.match(await next.library.list(), [{ model_id: 'big', checksum: WHOLE, size_bytes: SIZE }]);
  t.same(await partials(folder), []);
});

t.test('cancelling deletes every part, and a file in the way of any part is told beforehand', async (t) => {
  const { folder, server, manager, url } = await open(t);
  server.upTo = 1_000_000;
  const { download } = await manager.start(order(url), unending);
  await reaches(download, 700_000);
  t.ok((await partials(folder)).length >= 3, 'a journal and two parts');
  await t.rejects(manager.start(order(server.url('other.gguf'), null, 'big-00002-of-00003'), unending), {
    code: 'KORA_DOWNLOAD_NAME_TAKEN',
  });
  await manager.cancel(download.journal.id);
  t.same(await partials(folder), []);
  await writeFile(join(folder, NAMES[1] ?? ''), 'precious');
  await t.rejects(manager.start(order(url), unending), {
    code: 'KORA_DOWNLOAD_NAME_TAKEN',
    details: { file_name: NAMES[1] },
  });
  t.equal(await readFile(join(folder, NAMES[1] ?? ''), 'utf8'), 'precious');
});

t.test('a journal of 0.1.0, which knew one file only, goes on', async (t) => {
  const { folder, server, manager } = await openDownloads(t, modelBytes(900_000));
  server.upTo = 500_000;
  const { download } = await manager.start(order(server.url()), unending);
  await reaches(download, 300_000);
  await manager.pause(download.journal.id);
  await manager.close();
  const path = join(folder, 'model.gguf.partial.json');
  const { parts, whole_sha256, whole_from, checksum, ...rest } = JSON.parse(await readFile(path, 'utf8'));
  t.same([whole_sha256, whole_from, checksum], [null, null, null]);
  await writeFile(path, JSON.stringify({ ...rest, ...parts[0], version: '1.0' }));
  const next = makeManager(folder, server.origin);
  t.teardown(() => next.manager.close());
  server.upTo = Number.POSITIVE_INFINITY;
  server.sent = 0;
  t.equal(await ended(await next.manager.resume(download.journal.id, unending)), 'completed');
  t.ok(server.sent < 700_000);
});
