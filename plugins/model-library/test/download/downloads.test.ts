import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import t from 'tap';
import type { Download } from '../../src/download/index.ts';
import { segmentBytesFor } from '../../src/download/transfer/segment-map.ts';
import { ended, makeManager, openDownloads, order, unending } from '../support/downloads.ts';
import { modelBytes, sha256 } from '../support/model-bytes.ts';

const MODEL = modelBytes(2_000_000, 1);

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
  server.upTo = 600_000;
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
  server.upTo = Number.POSITIVE_INFINITY;
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
  server.upTo = 500_000;
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
