import { readdir } from 'node:fs/promises';
import t from 'tap';
import type { Download } from '../../src/download/index.ts';
import { ended, openDownloads, order, unending } from '../support/downloads.ts';
import { modelBytes, sha256 } from '../support/model-bytes.ts';

const MODEL = modelBytes(2_000_000, 1);
const OTHER = modelBytes(2_000_000, 2);

/** Waits until a download has so many bytes. */
async function reaches(download: Download, bytes: number): Promise<void> {
  while (download.active && download.status().received_bytes < bytes)
    await download.changes.changed(download.changes.version, AbortSignal.timeout(1000));
}

t.test('a file that changes on the server in mid-download is begun again, never mixed', async (t) => {
  for (const validator of ['etag', 'lastModified'] as const) {
    const { server, manager, library } = await openDownloads(t, MODEL);
    server.etag = null;
    if (validator === 'etag') server.etag = '"one"';
    else server.lastModified = 'Wed, 21 Oct 2025 07:28:00 GMT';
    server.upTo = 800_000;
    const { download } = await manager.start(order(server.url()), unending);
    await reaches(download, 500_000);
    server.content = OTHER;
    if (validator === 'etag') server.etag = '"two"';
    else server.lastModified = 'Wed, 21 Oct 2026 07:28:00 GMT';
    server.upTo = Number.POSITIVE_INFINITY;
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
  server.upTo = 800_000;
  const { download } = await manager.start(order(server.url()), unending);
  await reaches(download, 500_000);
  const short = modelBytes(300_000, 3);
  server.replace(short);
  server.upTo = Number.POSITIVE_INFINITY;
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
  server.upTo = 700_000;
  const { download } = await manager.start(order(server.url(), sha256(MODEL)), unending);
  await reaches(download, 400_000);
  server.fault = () => ({ html: true });
  server.upTo = Number.POSITIVE_INFINITY;
  t.equal(await ended(download), 'failed');
  t.match(download.status(), { generation: 0, error: { details: { code: 'KORA_DOWNLOAD_NOT_A_MODEL' } } });
  const kept = download.status().received_bytes;
  t.ok(kept >= 400_000);
  t.ok((await readdir(folder)).includes('model.gguf.partial'));
  server.fault = () => ({});
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
    second.server.upTo = 600_000;
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
    second.server.upTo = Number.POSITIVE_INFINITY;
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
