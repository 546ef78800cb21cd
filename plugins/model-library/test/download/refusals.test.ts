import { readFile, stat, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import t from 'tap';
import type { Download } from '../../src/download/index.ts';
import {
  ended,
  makeManager,
  openDownloads,
  order,
  temporaryFolder,
  testClient,
  unending,
} from '../support/downloads.ts';
import { ggufBytes, smallModel } from '../support/gguf-bytes.ts';
import { modelBytes, sha256 } from '../support/model-bytes.ts';
import { RangeServer } from '../support/range-server.ts';

const MODEL = modelBytes(2_000_000, 1);

/** Waits until a download has so many bytes. */
async function reaches(download: Download, bytes: number): Promise<void> {
  while (download.active && download.status().received_bytes < bytes)
    await download.changes.changed(download.changes.version, AbortSignal.timeout(1000));
}

t.test('a partial file is never a model, under whatever name', async (t) => {
  const { folder, server, manager, library } = await openDownloads(t, MODEL);
  server.upTo = 600_000;
  const { download } = await manager.start(order(server.url()), unending);
  await reaches(download, 300_000);
  await manager.pause(download.journal.id);
  const partial = join(folder, 'model.gguf.partial');
  await symlink(partial, join(folder, 'link.gguf'));
  for (const file_path of [partial, join(folder, 'link.gguf')])
    await t.rejects(library.register({ file_path }, unending), {
      code: 'KORA_CATALOG_FILE_UNREADABLE',
      message: /unfinished download/,
    });
});

t.test('names come from the user and the address, and stay in the folder', async (t) => {
  const { server, manager, library, folder } = await openDownloads(t, modelBytes(5000));
  for (const name of ['..%2f..%2fetc%2fpasswd', '%00', '....gguf', 'a%5cb.gguf', 'x'.repeat(400)])
    await manager.start(order(server.url(name)), unending).then(({ download }) => download.settled());
  const paths = (await library.list()).flatMap((entry) => entry.file_paths);
  t.ok(paths.length >= 5);
  for (const path of paths) t.match(path.slice(folder.length), /^\/[A-Za-z0-9][A-Za-z0-9._@+-]{0,191}\.gguf$/);
  t.throws(() => order(server.url(), null, 'con'), {
    code: 'KORA_DOWNLOAD_NAME_TAKEN',
    details: { by: 'the operating system' },
  });
  await writeFile(join(folder, 'mine.gguf'), 'precious');
  await t.rejects(manager.start(order(server.url(), null, 'mine'), unending), { code: 'KORA_DOWNLOAD_NAME_TAKEN' });
  t.equal(await readFile(join(folder, 'mine.gguf'), 'utf8'), 'precious');
  const outside = join(await temporaryFolder(t), 'victim');
  await writeFile(outside, 'precious');
  await symlink(outside, join(folder, 'trap.gguf.partial'));
  const { download } = await manager.start(order(server.url(), null, 'trap'), unending);
  t.equal(await ended(download), 'failed');
  t.match(download.status().error, { details: { code: 'KORA_DOWNLOAD_DISK' } });
  t.equal(await readFile(outside, 'utf8'), 'precious', 'a link in the way of a partial file is not followed');
});

t.test('a part of a split model is refused even when its name does not tell', async (t) => {
  const part = ggufBytes({
    ...smallModel,
    metadata: { ...smallModel.metadata, 'split.count': { uint16: 2 }, 'split.no': { uint16: 0 } },
  });
  const { server, manager, library } = await openDownloads(t, Buffer.from(part));
  const { download } = await manager.start(order(server.url()), unending);
  t.equal(await ended(download), 'failed');
  t.match(download.status().error, { details: { code: 'KORA_DOWNLOAD_SPLIT_MODEL' } });
  t.same(await library.list(), []);
});

t.test('too little room is told before anything is fetched', async (t) => {
  const { server, manager, folder } = await openDownloads(t, MODEL);
  server.handle = (_request, response) => {
    response
      .writeHead(206, { 'content-range': 'bytes 0-7/900000000000000', 'content-length': '8' })
      .end(MODEL.subarray(0, 8));
    return true;
  };
  await t.rejects(manager.start(order(server.url()), unending), {
    code: 'KORA_DOWNLOAD_NO_SPACE',
    details: { folder, free_bytes: Number, needed_bytes: 900_000_000_000_000 + 64 * 1024 * 1024 },
  });
});

t.test('no network is told at once', async (t) => {
  const folder = await temporaryFolder(t);
  const server = await new RangeServer(MODEL).start();
  await server.stop();
  const { manager } = makeManager(folder, server.origin);
  t.teardown(() => manager.close());
  await t.rejects(manager.start(order(server.url()), unending), { code: 'KORA_DOWNLOAD_OFFLINE' });
  const notFound = Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' });
  const offline = testClient({ hosts: ['models.example'] }, (_host, _options, callback) => callback(notFound, '', 4));
  const second = makeManager(folder, server.origin, {}, offline);
  t.teardown(() => second.manager.close());
  await t.rejects(second.manager.start(order('https://models.example/m.gguf'), unending), {
    code: 'KORA_DOWNLOAD_OFFLINE',
    details: { host: 'models.example' },
  });
});

t.test('two processes do not work on the same folder at once', async (t) => {
  const { server, manager, folder } = await openDownloads(t, MODEL);
  server.upTo = 0;
  const { download } = await manager.start(order(server.url()), unending);
  const other = makeManager(folder, server.origin);
  t.teardown(() => other.manager.close());
  await t.rejects(other.manager.start(order(server.url('second.gguf')), unending), { code: 'KORA_DOWNLOAD_BUSY' });
  await manager.cancel(download.journal.id);
  server.upTo = Number.POSITIVE_INFINITY;
  const { download: second } = await other.manager.start(order(server.url('second.gguf')), unending);
  t.equal(await ended(second), 'completed');
});

t.test('eight downloads run at once, and a ninth is told to wait', async (t) => {
  const { server, manager } = await openDownloads(t, MODEL);
  server.upTo = 0;
  for (let i = 0; i < 8; i++) await manager.start(order(server.url(`m${i}.gguf`)), unending);
  await t.rejects(manager.start(order(server.url('m8.gguf')), unending), {
    code: 'KORA_DOWNLOAD_TOO_MANY',
    error_type: 'OVERLOADED',
    details: { limit: 8 },
  });
});

t.test('a journal that is damaged, hostile or ahead of its file does no harm', async (t) => {
  const { server, manager, folder } = await openDownloads(t, MODEL);
  server.upTo = 900_000;
  const { download } = await manager.start(order(server.url(), sha256(MODEL)), unending);
  await reaches(download, 600_000);
  await manager.close();
  const journal = join(folder, 'model.gguf.partial.json');
  const good = await readFile(journal, 'utf8');
  for (const bad of [
    '',
    '{',
    good.slice(0, 50),
    good.replace('"file_name":"model', '"file_name":"../model'),
    good.replace('"1.1"', '"9.0"'),
    good.replace(/"parts":\[.*\],/, '"parts":[],'),
  ]) {
    await writeFile(journal, bad);
    const next = makeManager(folder, server.origin);
    t.same(await next.manager.list(), []);
    t.match(next.log.lines, [{ fields: { name: 'model.gguf.partial.json' } }]);
    await next.manager.close();
    t.equal(await readFile(journal, 'utf8'), bad);
  }
  await writeFile(journal, good);
  await truncate(join(folder, 'model.gguf.partial'), 100_000);
  const next = makeManager(folder, server.origin);
  t.teardown(() => next.manager.close());
  server.upTo = Number.POSITIVE_INFINITY;
  const resumed = await next.manager.resume(download.journal.id, unending);
  t.equal(await ended(resumed), 'completed', 'what is missing is fetched again');
  t.equal((await stat(join(folder, 'model.gguf'))).size, MODEL.length);
});
