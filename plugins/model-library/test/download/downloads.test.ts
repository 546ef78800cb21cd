import { readdir, readFile, stat, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import t from 'tap';
import type { Download } from '../../src/download/index.ts';
import { segmentBytesFor } from '../../src/download/transfer/segment-map.ts';
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
const OTHER = modelBytes(2_000_000, 2);

/** Waits until a download has so many bytes. */
async function reaches(download: Download, bytes: number): Promise<void> {
  while (download.active && download.status().received_bytes < bytes)
    await download.changes.changed(download.changes.version, AbortSignal.timeout(1000));
}

t.test('a model arrives in parts, is verified against what the hub announces, and is in the catalog', async (t) => {
  const { folder, server, manager, library } = await openDownloads(t, MODEL);
  server.announce = true;
  const { download, created } = await manager.start(order(server.url('Tiny%20Model.gguf')), unending);
  t.equal(created, true);
  t.equal(await ended(download), 'completed');
  t.match(download.status(), {
    model_id: 'Tiny-20Model',
    received_bytes: MODEL.length,
    total_bytes: MODEL.length,
    verified_against: 'server',
    checksum: sha256(MODEL),
    resumable: true,
    generation: 0,
    error: null,
  });
  t.match(await library.list(), [
    {
      model_id: 'Tiny-20Model',
      checksum: sha256(MODEL),
      size_bytes: MODEL.length,
      source_url: server.url('Tiny%20Model.gguf'),
      file_paths: [join(folder, 'Tiny-20Model.gguf')],
    },
  ]);
  t.same(await readFile(join(folder, 'Tiny-20Model.gguf')), MODEL);
  t.same(
    (await readdir(folder)).filter((name) => name.includes('partial')),
    [],
  );
  t.ok(server.requests.length > 8, 'several requests, each for its own part');
});

t.test('a download that is cut again and again goes on where it was, and never goes backwards', async (t) => {
  const { server, manager } = await openDownloads(t, MODEL);
  server.fault = (_request, index) => (index % 3 === 1 ? { cutAfter: 60_000 } : {});
  const { download } = await manager.start(order(server.url(), sha256(MODEL)), unending);
  const seen: number[] = [];
  while (download.active) {
    seen.push(download.status().received_bytes);
    await download.changes.changed(download.changes.version, AbortSignal.timeout(1000));
  }
  t.match(download.status(), { state: 'completed', verified_against: 'request', generation: 0 });
  t.same(
    seen,
    seen.toSorted((a, b) => a - b),
  );
  t.ok(seen.length > 5);
  t.match(download.status().notices.at(-1), { kind: 'retrying', message: /Part \d+: attempt 2/ });
  t.ok(server.sent < MODEL.length * 1.5, 'most of what was sent was used');
});

t.test('a download can be paused, survives its process, and goes on in another', async (t) => {
  const { folder, server, manager, library } = await openDownloads(t, MODEL);
  server.blockPause = 2;
  const { download } = await manager.start(order(server.url()), unending);
  await reaches(download, 300_000);
  await t.rejects(manager.resume(download.journal.id, unending), { code: 'KORA_DOWNLOAD_WRONG_STATE' });
  t.equal((await manager.pause(download.journal.id)).state, 'paused');
  await t.rejects(manager.pause(download.journal.id), { code: 'KORA_DOWNLOAD_WRONG_STATE', error_type: 'CONFLICT' });
  const kept = download.status().received_bytes;
  t.ok(kept >= 300_000 && kept < MODEL.length);
  t.same((await readdir(folder)).sort(), ['downloads.lock', 'model.gguf.partial', 'model.gguf.partial.json']);
  await manager.close();

  const next = makeManager(folder, server.origin);
  t.teardown(() => next.manager.close());
  const [again] = await next.manager.list();
  t.match(again?.status(), { state: 'paused', received_bytes: kept, id: download.journal.id });
  server.blockPause = 0;
  server.sent = 0;
  const resumed = await next.manager.resume(download.journal.id, unending);
  t.equal(await ended(resumed), 'completed');
  t.ok(server.sent <= MODEL.length - kept + 8, 'nothing was fetched twice');
  t.match(await library.list(), [{ checksum: sha256(MODEL) }]);
});

t.test('parts are 4 to 16 MiB, and larger only where there would be more than a thousand', (t) => {
  const MIB = 1024 * 1024;
  for (const [total, segment] of [
    [0, 4],
    [100, 4],
    [400, 7],
    [1024, 16],
    [16 * 1024, 16],
    [64 * 1024, 64],
  ])
    t.equal(segmentBytesFor((total ?? 0) * MIB), (segment ?? 0) * MIB, `${total} MiB`);
  t.end();
});

t.test('on a slow line progress, speed and time left are seen long before a megabyte has come', async (t) => {
  const { server, manager } = await openDownloads(t, modelBytes(4_000_000), { connections: 1, segment_bytes: null });
  server.blockPause = 60;
  const { download } = await manager.start(order(server.url()), unending);
  const seen: number[] = [];
  while (download.active && seen.length < 3) {
    await download.changes.changed(download.changes.version, unending);
    const { received_bytes, bytes_per_second, seconds_left } = download.status();
    if (bytes_per_second !== null && bytes_per_second > 0 && seconds_left !== null && received_bytes < 1_048_576)
      seen.push(received_bytes);
  }
  t.equal(seen.length, 3, `at ${seen.join(', ')} bytes`);
  await manager.cancel(download.journal.id);
});

t.test('only cancelling deletes what was downloaded', async (t) => {
  const { folder, server, manager, library } = await openDownloads(t, MODEL);
  server.blockPause = 2;
  const { download } = await manager.start(order(server.url()), unending);
  await reaches(download, 200_000);
  const same = await manager.start(order(server.url()), unending);
  t.equal(same.created, false, 'the same order again gives the same download');
  t.equal(same.download, download);
  await t.rejects(manager.start(order(server.url('other.gguf'), null, 'model'), unending), {
    code: 'KORA_DOWNLOAD_NAME_TAKEN',
    details: { by: `download ${download.journal.id}` },
  });
  t.equal((await manager.cancel(download.journal.id)).state, 'cancelled');
  t.same(await readdir(folder), ['downloads.lock']);
  t.same(await library.list(), []);
  await t.rejects(manager.cancel(download.journal.id), { code: 'KORA_DOWNLOAD_WRONG_STATE' });
  await t.rejects(manager.get('0000000000000000'), { code: 'KORA_DOWNLOAD_UNKNOWN', error_type: 'NOT_FOUND' });
});

t.test('a server without ranges costs everything at an interruption, and says so beforehand', async (t) => {
  const { server, manager } = await openDownloads(t, MODEL);
  server.ranges = false;
  server.fault = (_request, index) => (index === 1 ? { cutAfter: 1_500_000 } : {});
  const { download } = await manager.start(order(server.url(), sha256(MODEL)), unending);
  t.equal(await ended(download), 'completed');
  t.match(download.status(), { resumable: false, generation: 1, received_bytes: MODEL.length });
  t.same(
    download.status().notices.map((notice) => notice.kind),
    ['no_ranges', 'retrying', 'started_over'],
  );
});

t.test('a server that tells no length is followed to its end', async (t) => {
  const { server, manager, library } = await openDownloads(t, MODEL);
  server.ranges = false;
  server.sendLength = false;
  const { download } = await manager.start(order(server.url()), unending);
  t.equal(await ended(download), 'completed');
  t.match(await library.list(), [{ checksum: sha256(MODEL) }]);
});

t.test('a file that changes on the server in mid-download is begun again, never mixed', async (t) => {
  for (const validator of ['etag', 'lastModified'] as const) {
    const { server, manager, library } = await openDownloads(t, MODEL);
    server.etag = null;
    if (validator === 'etag') server.etag = '"one"';
    else server.lastModified = 'Wed, 21 Oct 2025 07:28:00 GMT';
    server.blockPause = 1;
    const { download } = await manager.start(order(server.url()), unending);
    await reaches(download, 500_000);
    server.content = OTHER;
    if (validator === 'etag') server.etag = '"two"';
    else server.lastModified = 'Wed, 21 Oct 2026 07:28:00 GMT';
    t.equal(await ended(download), 'completed', validator);
    t.match(download.status(), { generation: 1, checksum: sha256(OTHER) });
    t.match(
      download.status().notices.find((notice) => notice.kind === 'started_over'),
      { message: /changed/ },
    );
    t.match(await library.list(), [{ checksum: sha256(OTHER) }]);
  }
});

t.test('a file that became shorter, and a 416, lead to the new file', async (t) => {
  const { server, manager } = await openDownloads(t, MODEL);
  server.blockPause = 1;
  const { download } = await manager.start(order(server.url()), unending);
  await reaches(download, 500_000);
  const short = modelBytes(300_000, 3);
  server.replace(short);
  t.equal(await ended(download), 'completed');
  t.match(download.status(), { total_bytes: short.length, checksum: sha256(short) });
});

t.test('bytes that were corrupted on the way are never installed, and the next attempt is clean', async (t) => {
  const { folder, server, manager, library } = await openDownloads(t, MODEL);
  server.announce = true;
  server.fault = (_request, index) => (index === 3 ? { corruptAt: 70_000 } : {});
  const { download } = await manager.start(order(server.url()), unending);
  t.equal(await ended(download), 'failed');
  t.match(download.status().error, {
    error_type: 'EXECUTION_FAILURE',
    details: { code: 'KORA_DOWNLOAD_CHECKSUM_MISMATCH' },
  });
  t.same(await library.list(), []);
  t.ok((await readdir(folder)).includes('model.gguf.partial'));
  t.notOk((await readdir(folder)).includes('model.gguf'));
  t.equal(await ended(await manager.resume(download.journal.id, unending)), 'completed');
  t.match(await library.list(), [{ checksum: sha256(MODEL) }]);
});

t.test('without any checksum a damaged header is not installed either', async (t) => {
  const { server, manager, library } = await openDownloads(t, MODEL);
  // The count of metadata keys, in the first part.
  server.fault = (request) =>
    request.headers.range?.startsWith('bytes=0-') && server.requests.length > 1 ? { corruptAt: 20 } : {};
  const { download } = await manager.start(order(server.url()), unending);
  t.equal(await ended(download), 'failed');
  t.match(download.status().error, { details: { code: /^KORA_GGUF_/ } });
  t.same(await library.list(), []);
  server.fault = () => ({});
  t.equal(await ended(await manager.resume(download.journal.id, unending)), 'completed');
});

t.test('what is no model is refused before anything is written', async (t) => {
  const { folder, server, manager } = await openDownloads(t, MODEL);
  const start = () => manager.start(order(server.url()), unending);
  server.fault = () => ({ html: true });
  await t.rejects(start(), { code: 'KORA_DOWNLOAD_NOT_A_MODEL', message: /login page/ });
  server.fault = () => ({});
  server.replace(Buffer.from('PK\x03\x04 an archive, not a model'));
  await t.rejects(start(), { code: 'KORA_DOWNLOAD_NOT_A_MODEL' });
  server.replace(Buffer.alloc(0));
  await t.rejects(start(), { code: 'KORA_DOWNLOAD_NOT_A_MODEL' });
  server.replace(MODEL);
  for (const status of [401, 403, 404, 410]) {
    server.fault = () => ({ status });
    await t.rejects(start(), { code: 'KORA_DOWNLOAD_SERVER_REFUSED', details: { status } });
  }
  server.fault = () => ({ status: 503 });
  await t.rejects(start(), { code: 'KORA_DOWNLOAD_INTERRUPTED', details: { reason: /503/ } });
  server.fault = () => ({ headers: { 'x-linked-size': '17' } });
  await t.rejects(start(), { code: 'KORA_DOWNLOAD_WRONG_LENGTH', details: { expected_bytes: 17 } });
  server.fault = () => ({});
  server.announce = true;
  await t.rejects(manager.start(order(server.url(), 'a'.repeat(64)), unending), {
    code: 'KORA_DOWNLOAD_CHECKSUM_MISMATCH',
    details: { expected_from: 'request', actual: sha256(MODEL) },
  });
  t.same(await readdir(folder), []);
});

t.test('a login page in mid-download stops it and keeps what there is', async (t) => {
  const { server, manager, folder } = await openDownloads(t, MODEL);
  server.blockPause = 1;
  const { download } = await manager.start(order(server.url(), sha256(MODEL)), unending);
  await reaches(download, 400_000);
  server.fault = () => ({ html: true });
  t.equal(await ended(download), 'failed');
  t.match(download.status(), { generation: 0, error: { details: { code: 'KORA_DOWNLOAD_NOT_A_MODEL' } } });
  const kept = download.status().received_bytes;
  t.ok(kept >= 400_000);
  t.ok((await readdir(folder)).includes('model.gguf.partial'));
  server.fault = () => ({});
  server.blockPause = 0;
  server.sent = 0;
  t.equal(await ended(await manager.resume(download.journal.id, unending)), 'completed');
  t.ok(server.sent <= MODEL.length - kept + 8);
});

t.test(
  'a server that is overloaded is asked again when it wants, and one that is gone for good is given up',
  async (t) => {
    const { server, manager } = await openDownloads(t, MODEL);
    server.fault = (_request, index) => (index === 2 ? { status: 429, headers: { 'retry-after': '0' } } : {});
    const { download } = await manager.start(order(server.url()), unending);
    t.equal(await ended(download), 'completed');

    const second = await openDownloads(t, MODEL);
    second.server.blockPause = 1;
    const lost = (await second.manager.start(order(second.server.url()), unending)).download;
    await reaches(lost, 300_000);
    await second.server.stop();
    t.equal(await ended(lost), 'failed');
    t.match(lost.status().error, { details: { code: 'KORA_DOWNLOAD_INTERRUPTED', attempts: 4 } });
    await t.rejects(second.manager.resume(lost.journal.id, unending), {
      code: 'KORA_DOWNLOAD_OFFLINE',
      message: /offline/,
    });
    await second.server.start();
    second.server.blockPause = 0;
    t.equal(await ended(await second.manager.resume(lost.journal.id, unending)), 'completed');
  },
);

t.test('wrong parts and surplus bytes are not written', async (t) => {
  for (const fault of [{ wrongRange: true }, { ignoreRange: true }]) {
    const { server, manager, library } = await openDownloads(t, MODEL);
    server.fault = (_request, index) => (index > 0 && index % 4 === 2 ? fault : {});
    const { download } = await manager.start(order(server.url(), sha256(MODEL)), unending);
    t.equal(await ended(download), 'completed', JSON.stringify(fault));
    t.match(await library.list(), [{ checksum: sha256(MODEL) }]);
  }
});

t.test('an address that has expired is asked for again', async (t) => {
  const { server, manager } = await openDownloads(t, MODEL);
  let signature = 0;
  let uses = 0;
  server.handle = (request, response) => {
    if (request.url === `/signed/${signature}` && ++uses <= 4) return false;
    const expired = request.url?.startsWith('/signed') === true;
    if (!expired) {
      signature++;
      uses = 0;
    }
    response.writeHead(expired ? 403 : 302, { location: `/signed/${signature}` }).end();
    return true;
  };
  const { download } = await manager.start(order(server.url(), sha256(MODEL)), unending);
  t.equal(await ended(download), 'completed');
  t.ok(signature > 2, `${signature} signatures were needed`);
  t.equal(download.status().generation, 0);
});

t.test('a partial file is never a model, under whatever name', async (t) => {
  const { folder, server, manager, library } = await openDownloads(t, MODEL);
  server.blockPause = 2;
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
  server.blockPause = 2;
  const { download } = await manager.start(order(server.url()), unending);
  const other = makeManager(folder, server.origin);
  t.teardown(() => other.manager.close());
  await t.rejects(other.manager.start(order(server.url('second.gguf')), unending), { code: 'KORA_DOWNLOAD_BUSY' });
  await manager.cancel(download.journal.id);
  server.blockPause = 0;
  const { download: second } = await other.manager.start(order(server.url('second.gguf')), unending);
  t.equal(await ended(second), 'completed');
});

t.test('eight downloads run at once, and a ninth is told to wait', async (t) => {
  const { server, manager } = await openDownloads(t, MODEL);
  server.blockPause = 300;
  for (let i = 0; i < 8; i++) await manager.start(order(server.url(`m${i}.gguf`)), unending);
  await t.rejects(manager.start(order(server.url('m8.gguf')), unending), {
    code: 'KORA_DOWNLOAD_TOO_MANY',
    error_type: 'OVERLOADED',
    details: { limit: 8 },
  });
});

t.test('a journal that is damaged, hostile or ahead of its file does no harm', async (t) => {
  const { server, manager, folder } = await openDownloads(t, MODEL);
  server.blockPause = 2;
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
  server.blockPause = 0;
  const resumed = await next.manager.resume(download.journal.id, unending);
  t.equal(await ended(resumed), 'completed', 'what is missing is fetched again');
  t.equal((await stat(join(folder, 'model.gguf'))).size, MODEL.length);
});
